package fixer

import (
	"strings"

	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/judge"
)

// A part is a word of a value, and the name that the value gives it: "password"
// of {"password":"…"}.
type part struct {
	name       string
	start, end int // in bytes
}

// valueParts cuts a value into words where JSON, lists of settings and lines
// do. A value that is a single word has no parts.
func valueParts(value string) []part {
	const between = " \t\r\n{}[]()<>\"'`,;|&"
	var parts []part
	name := ""
	for pos := 0; pos < len(value); {
		if strings.IndexByte(between, value[pos]) >= 0 {
			pos++
			continue
		}
		start := pos
		for pos < len(value) && strings.IndexByte(between, value[pos]) < 0 {
			pos++
		}
		word := strings.TrimRight(value[start:pos], `\`) // in front of a quote
		end := start + len(word)
		if strings.Trim(word, `:=\`) == "" {
			continue // the sign between a name and its value
		}
		if namesNext(word, value[pos:]) {
			name = strings.TrimRight(word, ":=")
			continue
		}
		if i := strings.IndexByte(word, '='); i > 0 && strings.Trim(word[i:], "=") != "" && isPlainKey(word[:i]) {
			name, start = word[:i], start+i+1
		}
		parts = append(parts, part{name, start, end})
		name = ""
	}
	if len(parts) == 1 && parts[0].start == 0 && parts[0].end == len(value) {
		return nil
	}
	return parts
}

// namesNext reports whether a word is the name of the one that follows it.
func namesNext(word, rest string) bool {
	if name := strings.TrimRight(word, ":="); name != word {
		return isPlainKey(name) && strings.Trim(rest, " \t\r\n\"'`\\") != ""
	}
	rest = strings.TrimLeft(rest, " \t\r\n\"'`\\")
	return rest != "" && (rest[0] == ':' || rest[0] == '=') && isPlainKey(word)
}

// secretParts returns the parts of a value that look like secrets, although the
// value as a whole may not: each is judged by the name that it has in the
// value, or else by the setting's.
func secretParts(key, value string) []part {
	if !strings.ContainsAny(value, " \t\n{}[](),;\"") || len(value) > maxEnvSize {
		return nil
	}
	if _, isURL := splitURL(value); isURL && !strings.ContainsAny(value, "{[\"") {
		return nil // its password is known, and its hosts and options may be many
	}
	var found []part
	for _, pt := range valueParts(value) {
		name, word := pt.name, value[pt.start:pt.end]
		if name == "" {
			name = key
		}
		if len(word) >= 6 && !saysPlaceholder(word) && !isHarmless(name, []byte(word)) {
			found = append(found, pt)
		}
	}
	return found
}

// partsOf returns the parts of an entry's value that look like secrets, as they
// stand in the file.
func partsOf(d *dotenv.File, e *dotenv.Entry) []part {
	return secretParts(d.Key(e), string(d.Text(e.Inner)))
}

// withoutParts puts placeholders where the secret parts of a value stand.
func withoutParts(value string, parts []part) string {
	var b strings.Builder
	at := 0
	for _, pt := range parts {
		b.WriteString(value[at:pt.start] + "change-me")
		at = pt.end
	}
	return b.String() + value[at:]
}

// keepsShape reports whether an entry's example may show its value with
// placeholders for some parts of it: nothing but those parts is secret.
func keepsShape(d *dotenv.File, e *dotenv.Entry, parts []part) bool {
	if len(parts) == 0 || judge.SecretName(d.Key(e)) || e.Quote == 0 && e.Inner != e.Raw {
		return false
	}
	shown := withoutParts(string(d.Text(e.Inner)), parts)
	return isHarmless(d.Key(e), []byte(shown)) && len(secretParts(d.Key(e), shown)) == 0
}
