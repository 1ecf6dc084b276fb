package fixer

import (
	_ "embed"
	"encoding/json"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
)

// What may be published is decided by an allow-list. Whatever a person would
// write and a generator would not is plain: words, small numbers, local
// addresses. The judge looks for what a secret looks like, and eight random
// characters look like many things; this file asks what is known to be none.

// words.txt has the words, in lower case and sorted, that occur in the texts of
// many public repositories. Shorter ones had to occur in more of them, since
// random text holds them more often.
//
//go:embed words.txt
var wordList string

var dictionary = sync.OnceValue(func() map[string]bool {
	words := make(map[string]bool, 12_000)
	for w := range strings.FieldsSeq(wordList) {
		words[w] = true
	}
	return words
})

// maxOdd is how many letters and digits of a text may belong to no word. What
// is shown of a random value is less than minOdd characters then.
const (
	maxOdd = 5
	minOdd = 6
)

// A vocabulary is the words that a file may repeat besides those of the
// dictionary: those of its own names, such as langfuse of LANGFUSE_HOST, and
// those of the public texts around it. The zero value has only the dictionary.
type vocabulary struct{ own, public map[string]bool }

// vocabularyOf collects the words of a file's names. Names that could be random
// text themselves do not count.
func vocabularyOf(d *dotenv.File, public map[string]bool) vocabulary {
	v := vocabulary{own: map[string]bool{}, public: public}
	add := func(name string) {
		for _, w := range alphabet.SplitWords(name, nil) {
			if len(w) >= 3 && strings.Trim(w, "0123456789") != "" {
				v.own[w] = true
			}
		}
	}
	for _, e := range d.Entries() {
		if key := d.Key(e); e.Op != 0 && strings.Contains(key, "_") && sharableName(key) {
			add(key)
		}
	}
	return v
}

func (v vocabulary) has(word string) bool { return v.own[word] || v.public[word] || dictionary()[word] }

// addPublicWords collects the words of a public text: letters alone, since a
// text may hold a token by mistake.
func addPublicWords(words map[string]bool, text []byte) {
	for i := 0; i < len(text); {
		if !alphabet.Alnum(text[i]) {
			i++
			continue
		}
		start := i
		for i < len(text) && alphabet.Alnum(text[i]) {
			i++
		}
		if run := text[start:i]; len(run) >= 3 && len(run) <= 20 && alphabet.AllLetters(run) {
			words[strings.ToLower(string(run))] = true
		}
	}
}

// isPlain reports whether a value may be shown under a name: everything in it
// is known to be no secret. The check is stricter under the name of a secret.
func (v vocabulary) isPlain(key, value string) bool {
	s := strings.Trim(strings.TrimSpace(value), "\"'`")
	if s == "" {
		return true
	}
	switch judge.Judge(key, []byte(value)).Kind {
	case judge.Real:
		return false
	case judge.Empty:
		return true
	case judge.LocalDefault, judge.KnownPublic:
		// The rest of a URL or of a list may hold anything.
		if !strings.ContainsAny(s, ":=; ") && v.odd(s) <= maxOdd {
			return true
		}
	}
	if isConstant(s) || isTimeFormat(s) {
		return true
	}
	if u, ok := splitURL(s); ok && u.password != "" && !v.isDefaultPassword(u) {
		return false
	}
	if n, isNumber := number(s); isNumber {
		if namesCode(key) {
			return strings.Trim(s, "0") == "" // a placeholder
		}
		return isUsualNumber(key, s, n)
	}
	if namesSecret(key) {
		return v.isReference(s) || saysPlaceholder(s) && v.odd(s) <= maxOdd
	}
	return len(s) < minOdd || v.isText(s) // a generator makes no value as short
}

// isText reports whether everything in a value is words, or what goes with them.
func (v vocabulary) isText(s string) bool {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return r <= ' ' || r == ',' }) {
		_, rest, _ := strings.Cut(word, "://")
		if _, way, ok := strings.Cut(rest, "/"); ok && !v.isRest(way) && !strings.Contains(way, "{") {
			return false
		}
	}
	if words := strings.Fields(s); len(words) > 1 && slices.ContainsFunc(words, v.isOddWord) {
		return false
	}
	return isZone(s) || isLocale(s) || v.odd(s) <= v.allowed(s) && v.isAnchored(s) && !v.isSigned(s)
}

// isAnchored reports whether a text has a word, so that its other parts can be
// what the word needs: us-east-1. Parts of one or two characters prove nothing
// by themselves.
func (v vocabulary) isAnchored(s string) bool {
	small, runs := 0, v.oddRuns(s)
	if len(runs) == 1 && runs[0].odd == 0 {
		return true
	}
	for _, r := range runs {
		digits := strings.Trim(s[r.start:r.end], "0123456789") == ""
		if r.odd == 0 && r.end-r.start >= 3 && !alphabet.Digit(s[r.start]) {
			return true
		}
		if !digits {
			small += r.end - r.start
		}
	}
	return len(runs) == 0 || small < 4 && (len(s) < minOdd || strings.Trim(s, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ -_./:,@*") == "")
}

// isOneCase reports whether letters have one case, or a capital in front.
func isOneCase(s string) bool {
	return strings.ToLower(s[1:]) == s[1:] || strings.ToUpper(s) == s
}

// isLocale reports whether a value is a language and a country: en_US.UTF-8.
func isLocale(s string) bool {
	s = strings.TrimSuffix(s, ".UTF-8")
	return len(s) == 5 && (s[2] == '_' || s[2] == '-') && strings.ToLower(s[:2]) == s[:2] && isOneCase(s[3:]) && alphabet.AllLetters([]byte(s[:2]+s[3:]))
}

// isZone reports whether a value is a time zone, such as Europe/Amsterdam.
func isZone(s string) bool {
	area, city, ok := strings.Cut(s, "/")
	if !ok || len(city) > 20 || city == "" || !alphabet.Upper(city[0]) || !alphabet.AllLetters([]byte(strings.ReplaceAll(strings.ReplaceAll(city, "_", ""), "/", ""))) || strings.ToLower(city[1:]) != city[1:] && !strings.Contains(city, "_") {
		return false
	}
	return slices.Contains([]string{"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Etc", "Europe", "Indian", "Pacific"}, area)
}

// isSigned reports whether a text has so many different signs, and so little in
// words, that a generator may have drawn it.
func (v vocabulary) isSigned(s string) bool {
	signs, last := 0, " -_./:,"
	for i := range len(s) {
		if c := s[i]; !alphabet.Alnum(c) && c > ' ' && c < 0x7f && strings.IndexByte(last, c) < 0 {
			last += string(c)
			signs++
		}
	}
	if signs < 2 || signs < 3 && len(s) > 12 || json.Valid([]byte(s)) {
		return false
	}
	words, all := 0, true
	for _, r := range v.oddRuns(s) {
		isWord := r.odd == 0 && r.end-r.start >= 3
		if isWord {
			words += r.end - r.start
		}
		all = all && isWord
	}
	return words*2 < len(s) && !(all && words >= 6)
}

// allowed is how many odd characters a text may have: a part of it, so that a
// short random word is not taken for a name.
func (v vocabulary) allowed(s string) int { return min(maxOdd, max(2, len(s)/3)) }

// isRest reports whether what is left of a text without its secrets holds no
// piece of them.
func (v vocabulary) isRest(s string) bool {
	return !strings.ContainsAny(s, "!#$%()*^~`\\<>|") && v.odd(s) <= 2
}

// isDefaultPassword reports whether a URL's password is one that everybody
// knows or a placeholder.
func (v vocabulary) isDefaultPassword(u urlSplit) bool {
	return saysPlaceholder(u.password) && v.odd(u.password) <= maxOdd || strings.HasPrefix(u.password, "$") ||
		judge.Judge("DB_PASSWORD", []byte(u.password)).Kind == judge.LocalDefault ||
		slices.Contains([]string{"password", "pass", "secret", "user", "username", u.user}, u.password) && v.odd(u.password) == 0
}

// isConstant reports whether a value is one of the words that settings choose
// between. They say nothing under any name.
func isConstant(s string) bool {
	switch strings.ToLower(s) {
	case "true", "false", "yes", "no", "on", "off", "y", "n", "t", "f", "null", "none", "nil", "undefined", "auto", "default", "enabled", "disabled",
		"file", "array", "cookie", "database", "redis", "memory", "memcached", "lax", "strict", "local", "production", "development", "staging",
		"test", "testing", "debug", "info", "warn", "warning", "error", "basic", "bearer", "jwt", "session", "hs256", "hs384", "hs512", "rs256", "es256", "bcrypt", "argon2id", "*":
		return true
	}
	return false
}

// isTimeFormat reports whether a value is one of strftime: %Y-%m-%d %H:%M.
func isTimeFormat(s string) bool {
	rest := s
	for i := 0; i+1 < len(rest); i++ {
		if rest[i] == '%' && alphabet.Letter(rest[i+1]) {
			rest = rest[:i] + rest[i+2:]
			i--
		}
	}
	return rest != s && strings.Trim(rest, " -:/.,TZ[]") == ""
}

// isReference reports whether a value is nothing but the names of other
// variables or the place in a vault.
func (v vocabulary) isReference(s string) bool {
	return judge.Judge("SECRET", []byte(s)).Kind == judge.Reference && (v.odd(s) <= maxOdd && !v.isSigned(s) || strings.HasPrefix(s, "$") && alphabet.Ident(strings.Trim(s[1:], "{}")))
}

// number parses an integer or a decimal number.
func number(s string) (float64, bool) {
	if strings.Trim(s, "0123456789.-+_") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(s, "_", ""), 64)
	return n, err == nil
}

// isUsualNumber reports whether a number is one that a person would set: a
// small one, or a round one where the name counts something.
func isUsualNumber(key, s string, n float64) bool {
	digits := len(strings.Trim(s, "+-"))
	if whole, part, ok := strings.Cut(strings.TrimLeft(s, "+-"), "."); ok && len(whole) <= 3 && len(part) <= 8 && !namesSecret(key) {
		return true // 51.983333
	}
	switch {
	case namesSecret(key) && digits > 3:
		return false
	case digits <= 5:
		return true
	}
	whole := int64(n)
	if float64(whole) != n || whole < 0 {
		return digits <= 6 && strings.Contains(s, ".") // 0.0005
	}
	round := len(strings.TrimRight(s, "0")) <= 2
	return round || whole&(whole-1) == 0 || whole%(1<<20) == 0 || whole%86400 == 0 || isOneSign(s)
}

// nameWords returns the words of a name in lower case, digits cut from their
// ends.
func nameWords(key string) []string {
	words := alphabet.SplitWords(key, nil)
	for i, w := range words {
		if t := strings.TrimRight(w, "0123456789"); t != "" {
			words[i] = t
		}
	}
	return words
}

// namesCode reports whether a name is that of a number that opens something.
func namesCode(key string) bool {
	words := nameWords(key)
	for i, w := range words {
		switch w {
		case "pin", "otp", "totp", "passcode", "pincode", "password", "passwd", "pass", "pwd", "secret", "mfa":
			if last := words[len(words)-1]; i == len(words)-1 || last == "code" || last == w {
				return true
			}
		case "code":
			if i == len(words)-1 && (i == 0 || !slices.Contains([]string{"country", "language", "lang", "currency", "area", "zip", "postal", "status", "error", "exit", "http", "response", "locale", "region"}, words[i-1])) {
				return true
			}
		}
	}
	return false
}

// namesSecret reports whether a name may be a secret's. It says yes more often
// than the judge, which would give an alarm: here a value is shown or not.
func namesSecret(key string) bool {
	if namesCode(key) || judge.SecretName(key) {
		return true
	}
	words := nameWords(key)
	if len(words) == 0 {
		return false
	}
	switch words[len(words)-1] {
	// A property of the secret, and not the secret.
	case "name", "type", "driver", "method", "provider", "providers", "algorithm", "alg", "url", "uri", "path", "file", "header", "domain", "host", "port", "issuer",
		"audience", "realm", "lifetime", "ttl", "expiry", "expires", "expiration", "timeout", "age", "length", "size", "rounds", "enabled", "enable", "disabled", "mode",
		"user", "username", "id", "store", "connection", "prefix", "limit", "interval", "days", "hours", "minutes", "seconds", "in", "samesite", "secure", "backend", "format", "version", "required", "endpoint", "scopes", "scope":
		return false
	}
	if judge.MaybeSecretName(key) {
		return true
	}
	for _, w := range words {
		switch w {
		case "password", "passwd", "passphrase", "pwd", "pass", "pw", "secret", "secrets", "token", "tokens", "key", "keys", "apikey", "auth", "credential", "credentials", "creds",
			"cred", "pin", "salt", "pepper", "cookie", "session", "signature", "seed", "mnemonic", "nonce", "otp", "totp", "license", "licence", "webhook", "iv", "dsn":
			return true
		}
	}
	return false
}

// publicWords returns the words of the repository's public texts: what its
// README, its manifests, its compose files and its examples call things.
func (p *planner) publicWords() map[string]bool {
	if p.words != nil {
		return p.words
	}
	p.words = map[string]bool{}
	folders := []string{"."}
	for i := range p.Repo.Files {
		f := &p.Repo.Files[i]
		addPublicWords(p.words, []byte(path.Dir(f.Path)))
		if dir := folder(f.Path); !slices.Contains(folders, dir) && len(folders) < maxPublicFolders {
			folders = append(folders, dir)
		}
		if f.Class == fileclass.Example && f.Head {
			if data, err := p.Repo.Read(f.Path, rules.Head); err == nil && len(data) <= maxEnvSize {
				addPublicWords(p.words, data)
			}
		}
	}
	for _, dir := range folders {
		for _, name := range [...]string{
			"README.md", "README.rst", "readme.md", "package.json", "composer.json", "pyproject.toml", "mix.exs", "go.mod",
			"compose.yml", "compose.yaml", "docker-compose.yml", "docker-compose.yaml",
		} {
			if data, err := p.Repo.Read(path.Join(dir, name), rules.Worktree); err == nil && len(data) <= maxEnvSize {
				addPublicWords(p.words, data)
			}
		}
	}
	return p.words
}

// maxPublicFolders bounds how many folders are asked for public texts.
const maxPublicFolders = 64
