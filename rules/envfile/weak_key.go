package envfile

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/judge"
)

var WeakKey = &rules.Rule{
	ID:    "weak-key",
	Title: "Weak key in a private env file",
	Doc: `Keys that a project makes itself, for signing and encrypting, have to be random. This rule looks at them in private env files, tracked or not: SECRET_KEY, JWT_SECRET, SESSION_SECRET, NEXTAUTH_SECRET, ENCRYPTION_KEY, APP_KEY and their kin, and Fernet keys under any name that says Fernet.

It warns of a key that everyone knows from a tutorial, a specification or a framework's samples, of one that decodes to plain text or to a few bytes again and again, of one with fewer than 16 characters or 24 hexadecimal digits, of a placeholder with which the program would sign, of the example file's value, and of one value for two purposes. It warns and never blocks: the file is not going to be committed, and replacing a key has consequences. No value is shown.

Passwords, names of services whose keys others give out, references to a secret store, and the files of tests, templates and development containers are left alone.`,
	Fix:       "Make a new key with envguard rotate NAME, or envguard fix --rotate for all of them. What the old one encrypted has to be encrypted anew, and sessions that it signed end.",
	Severity:  rules.Warning,
	CheckRepo: checkWeakKeys,
}

func checkWeakKeys(repo *rules.Repo) ([]rules.Match, error) {
	return inVersions(repo, func(f *rules.RepoFile) versionCheck {
		if PolicyOf(repo, f.Path).Framework != "" {
			return versionCheck{}
		}
		examples := exampleValues(repo, f.Path)
		return versionCheck{
			check: func(data []byte) []rules.Match { return weakIn(f, data, examples) },
			unread: rules.Match{
				Path: f.Path, Score: 1, Severity: rules.Info, Remedy: rules.Manual,
				Message: "whether its keys are weak is not known, as it cannot be read",
			},
		}
	})
}

// isTemplate reports whether a file is what others are made from, or of a
// container for development alone, in which keys mean nothing.
func isTemplate(path string) bool {
	return strings.Contains(path, "{{") || strings.Contains("/"+path, "/.devcontainer/")
}

// exampleValues returns the values that example files have for the names of
// keys. One that cannot be read has none; the rules about examples report it.
func exampleValues(repo *rules.Repo, path string) map[string]string {
	values := map[string]string{}
	for _, e := range examplesBeside(repo, path) {
		data, err := content(repo, e)
		if err != nil {
			continue
		}
		d := dotenv.Parse(data)
		for _, entry := range d.Entries() {
			if name := d.Key(entry); !entry.Commented && keyPurpose(name) != "" {
				values[name] = d.Value(entry)
			}
		}
	}
	return values
}

// weakIn judges the keys of one version of a file.
func weakIn(f *rules.RepoFile, data []byte, examples map[string]string) []rules.Match {
	var found []rules.Match
	type use struct {
		name, purpose string
		line          int
	}
	first := map[string]use{} // by value
	d := dotenv.Parse(data)
	for _, e := range d.Entries() {
		name := d.Key(e)
		purpose := keyPurpose(name)
		if e.Commented || purpose == "" || !isPlainName(name) {
			continue
		}
		value := d.Value(e)
		v := judge.Judge(name, []byte(value))
		if v.Kind == judge.Empty || v.Kind == judge.Reference || v.Kind == judge.Config || v.Kind == judge.LocalDefault {
			continue
		}
		why := weakness(purpose, value, v)
		if example, ok := examples[name]; ok && why == "" && example == value {
			why = "has the value of the example file, which everyone can read"
		}
		if why == "" && v.Kind == judge.Real && len(value) >= 8 {
			switch u, ok := first[value]; {
			case !ok:
				first[value] = use{name, purpose, e.Line}
			case u.purpose != purpose:
				why = fmt.Sprintf("has the same value as %s in line %d: whoever gets one has both", u.name, u.line)
			}
		}
		if why != "" {
			found = append(found, rules.Match{
				Path: f.Path, Line: e.Line, Score: 1, Severity: rules.Warning, Remedy: rules.NewKey, Target: name, Legacy: f.Head,
				Message: name + " " + why,
			})
		}
	}
	return found
}

// The shortest keys that are not reported: nobody tries 96 bits.
const (
	minKeyChars = 16
	minKeyHex   = 24
)

// weakness says what makes a key weak, or "".
func weakness(purpose, value string, v judge.Verdict) string {
	if purpose == purposeFernet {
		for item := range strings.SplitSeq(value, ",") {
			item = strings.TrimSpace(item)
			if !judge.IsFernetKey([]byte(item)) {
				continue // no key at all, with which the program stops
			}
			if why := judge.PublishedIn(item); why != "" {
				return "is a key that everyone knows: " + why
			}
			if raw, err := base64.URLEncoding.DecodeString(item); err == nil {
				if why := weakBytes(raw); why != "" {
					return why
				}
			}
		}
		return ""
	}
	if v.Kind == judge.KnownPublic {
		return "is a key that everyone knows: " + v.Reason
	}
	if body, ok := strings.CutPrefix(value, "base64:"); ok {
		raw, err := base64.StdEncoding.DecodeString(body)
		if err == nil && len(raw) >= minKeyChars {
			return weakBytes(raw)
		}
	}
	switch {
	case v.Kind == judge.FillIn:
		return "is a placeholder, with which the program would sign or encrypt all the same"
	case alphabet.AllHex([]byte(value)) && len(value) < minKeyHex:
		return fmt.Sprintf("has %d hexadecimal digits, which can be guessed; 32 and more are usual", len(value))
	case len(value) < minKeyChars:
		return fmt.Sprintf("has %d characters, which can be guessed; 32 and more are usual", len(value))
	}
	return ""
}

// weakBytes says why a key of 16 bytes or more did not come from a generator,
// or "". A random one looks like this less than once in a million.
func weakBytes(raw []byte) string {
	var seen [256]bool
	distinct, text, steps := 0, 0, 0
	for i, c := range raw {
		if !seen[c] {
			seen[c] = true
			distinct++
		}
		if ' ' <= c && c <= '~' {
			text++
		}
		if i > 1 && c-raw[i-1] == raw[i-1]-raw[i-2] {
			steps++
		}
	}
	half := len(raw) / 2
	switch {
	case text == len(raw):
		return "decodes to plain text: somebody has typed it, and it can be guessed"
	case distinct*2 <= len(raw), steps >= len(raw)-2, bytes.Equal(raw[:half], raw[half:2*half]):
		return "decodes to a few bytes again and again, or to a row of them"
	}
	return ""
}

// purposeFernet is the purpose of a Fernet key.
const purposeFernet = "fernet"

// keyPurpose says what a key is for that a project makes itself, "" for all
// other names. Names of services are none: their keys are others' matter.
func keyPurpose(key string) string {
	low := strings.ReplaceAll(alphabet.ToLower(key), "-", "_")
	is := func(suffixes ...string) bool {
		for _, s := range suffixes {
			if low == s || strings.HasSuffix(low, "_"+s) {
				return true
			}
		}
		return false
	}
	// A general name such as SECRET_KEY is a service's if one is before it.
	own := func(names ...string) bool {
		rest := low
		for _, p := range [...]string{"app_", "django_", "flask_", "fastapi_", "server_", "backend_", "rails_", "laravel_", "symfony_", "web_", "quart_"} {
			rest = strings.TrimPrefix(rest, p)
		}
		for _, n := range names {
			if low == n || rest == n {
				return true
			}
		}
		return false
	}
	switch {
	case strings.Contains(low, "fernet") && is("key", "keys"):
		return purposeFernet
	case is("jwt_refresh_secret", "jwt_refresh_token_secret", "jwt_refresh_secret_key"), own("refresh_token_secret", "refresh_secret"):
		return "refresh"
	case is("jwt_secret", "jwt_secret_key", "jwt_access_secret", "jwt_signing_key", "jwt_access_token_secret"), own("access_token_secret"):
		return "jwt"
	case is("session_secret", "session_secret_key", "cookie_secret"):
		return "session" // a session is most often a cookie
	case is("csrf_secret"):
		return "csrf"
	case is("nextauth_secret"), own("auth_secret", "better_auth_secret"):
		return "auth"
	case own("encryption_key", "encryption_secret", "data_encryption_key", "field_encryption_key", "db_encryption_key"):
		return "encryption"
	case own("secret_key", "secret", "app_secret", "app_key", "key") && low != "key" && low != "secret", is("secret_key_base"):
		return "app"
	}
	return ""
}
