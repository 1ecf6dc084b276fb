package judge

import (
	"bytes"
	"path"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/fileclass"
)

// chosenScore is what a password that a person chose scores: a warning. Its words
// alone prove nothing.
const chosenScore = 0.55

// isChosen reports whether a value under a password's name is one as people choose
// them, in configuration or code that runs: two words and a number, or a passphrase.
// In tests, documents and examples such values are made up.
func isChosen(c *rules.Candidate) bool {
	v := c.Value()
	return (IsWordsAndNumber(v) || isPassphrase(v)) && inUse(c) && placeOf(c) == elsewhere
}

// isStorePassword accepts the word that opens the keystore of an application, which most
// of them are: storePassword 'mapleriver' of Gradle. Android's debug keys have "android".
func isStorePassword(c *rules.Candidate) bool {
	v := c.Value()
	l := alphabet.Letters(c.Key)
	if !strings.HasSuffix(l, "storepassword") && !strings.HasSuffix(l, "keypassword") || len(v) < 6 || !alphabet.All(v, alphabet.Alnum) {
		return false
	}
	switch path.Ext(c.File.Path) {
	case ".gradle", ".kts", ".properties":
	default:
		return false
	}
	w := unleet(trimDigits(alphabet.ToLower(string(v))))
	return w != "android" && !isMarker(w) && !isSecretWord(w) && !isTextWord(w) && FillerReason(v) == "" && !isUpperSnake(string(v))
}

// isPolicyChosen is isChosen for what satisfies a policy, which is also in use in tests.
func isPolicyChosen(c *rules.Candidate) bool {
	v := c.Value()
	if !isPolicyPassword(v) && !isStorePassword(c) || codeReason(v, NamePassword) != "" || isComparison(c) || !inUse(c) {
		return false
	}
	if kind := JudgeValue(c.Key, v).Kind; kind != Real && kind != FillIn {
		return false
	}
	at := placeOf(c)
	return at == elsewhere || at == inTest && !inventedName(c)
}

// inUse reports whether the candidate is a literal where code or a setting takes it.
func inUse(c *rules.Candidate) bool {
	if !bareAllowed(c) || c.Comment || c.Nested {
		return false
	}
	switch c.File.Class {
	case fileclass.Example, fileclass.Locale, fileclass.Lock:
		return false
	}
	return placeReason(c) == ""
}

// IsWordsAndNumber accepts two or three capitalized words and up to four digits:
// SunsetTiger42.
func IsWordsAndNumber(v []byte) bool {
	word := bytes.TrimRight(v, "0123456789")
	digits := len(v) - len(word)
	if len(v) > 40 || digits < 2 || digits > 4 || !alphabet.AllLetters(word) {
		return false
	}
	var words []string
	for i, c := range word {
		switch {
		case alphabet.Upper(c):
			words = append(words, string(c|0x20))
		case i == 0:
			return false
		default:
			words[len(words)-1] += string(c)
		}
	}
	return (len(words) == 2 || len(words) == 3) && chosenWords(words, 4)
}

// isPolicyPassword accepts words as a policy for passwords wants them: 16 characters or
// more, capital and small letters, digits or signs, and a word of one's own. Words that
// ask for a password, name a thing, or are no more than "password" are none.
func isPolicyPassword(v []byte) bool {
	if len(v) < 16 || len(v) > 64 || alphabet.Classes(v) < 3 || bytes.ContainsAny(v, " \t\"'`<>{}[]()\\/:,=") {
		return false
	}
	lower := alphabet.ToLower(string(v))
	if lower == string(v) || strings.ToUpper(string(v)) == string(v) || strings.Contains(lower, "://") || strings.HasPrefix(lower, "$") {
		return false
	}
	var buf [24]string
	letters, own := 0, false
	for _, w := range alphabet.SplitWords(string(v), buf[:0]) {
		w = unleet(trimDigits(w))
		letters += len(w)
		switch secret := isSecretWord(w); {
		case !secret && (isMarker(w) && !praises(w) || isTextWord(w)):
			return false
		case !secret && !praises(w) && len(w) >= 4:
			own = true
		}
	}
	return own && letters >= 8 && FillerReason(v) == "" && EncryptedBy(v) == "" && !looksHashed(string(v))
}

// praises accepts the words that people put in front of "password" to make one.
func praises(w string) bool {
	switch w {
	case "my", "some", "any", "super", "very", "strong", "secure", "long", "this", "that", "the", "not", "with", "something":
		return true
	}
	return false
}

// isPassphrase accepts four to ten words with the same sign between them.
func isPassphrase(v []byte) bool {
	i := bytes.IndexAny(v, "-_. ")
	if i < 0 || len(v) > 100 {
		return false
	}
	words := strings.Split(string(v), string(v[i]))
	if len(words) < 4 || len(words) > 10 {
		return false
	}
	for k, w := range words {
		if w == "" || !alphabet.AllLetters([]byte(w)) || strings.ToLower(w[1:]) != w[1:] {
			return false
		}
		words[k] = strings.ToLower(w)
	}
	return chosenWords(words, 3)
}

// chosenWords reports whether words, in lower case, are all of a length that words of
// passwords have, all different, and none is one of a text or the name of a thing.
func chosenWords(words []string, least int) bool {
	for i, w := range words {
		if len(w) < least || len(w) > 12 || isMarker(w) || isTextWord(w) {
			return false
		}
		for _, other := range words[:i] {
			if w == other {
				return false
			}
		}
	}
	return true
}

// isTextWord accepts words that join others to a text, and those of programs.
func isTextWord(w string) bool {
	switch w {
	case "and", "for", "are", "was", "has", "have", "will", "can", "may", "its", "from", "into", "when", "then", "than", "too", "use", "used", "using", "you", "they", "there",
		"correct", "incorrect", "invalid", "match", "matches", "mismatch", "current", "previous", "new", "old", "confirm", "confirmation", "repeat", "again", "forgot", "forgotten", "reset", "expired", "remember", "show", "hide", "toggle", "update", "updated", "create", "created", "add", "remove", "delete", "save", "send", "verify", "validate", "validation",
		"password", "passwords", "passwd", "passphrase", "pass", "secret", "secrets", "token", "tokens", "credential", "credentials", "login", "logout", "signin", "signup", "sign", "auth", "account", "accounts", "user", "users", "username", "admin", "root", "email", "mail", "name", "names", "key", "keys", "code", "hash", "hashed", "encoded", "encrypted", "decrypted", "salt", "welcome",
		"field", "form", "input", "label", "error", "errors", "message", "messages", "text", "title", "value", "values", "type", "types", "string", "number", "button", "page", "view", "dialog", "modal", "panel", "component", "controller", "service", "services", "handler", "manager", "provider", "factory", "helper", "util", "utils", "config", "configuration", "settings", "option", "options", "module", "plugin", "driver", "client", "server", "host", "port", "path", "file", "files", "folder", "data", "database", "table", "column", "row", "list", "item", "items", "index", "query", "request", "response", "header", "body", "param", "params", "parameter", "attribute", "property", "class", "method", "function", "object", "array", "node", "event", "action", "state", "store", "model", "entity", "version", "release", "build", "deploy", "cluster", "instance", "region", "zone", "policy", "rule", "rules", "group", "role", "scope", "encoder", "encoding", "algorithm", "cipher", "digest", "basic", "bearer", "oauth", "ldap", "kerberos", "mysql", "postgres", "redis", "mongo", "oracle", "docker", "windows", "linux", "google", "azure", "amazon", "github", "json", "yaml", "html", "http", "https", "base":
		return true
	}
	return false
}
