package fixer

import (
	"encoding/json"
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
	if json.Valid([]byte(value)) && strings.ContainsAny(value, "{[") {
		return jsonParts(value)
	}
	if parts := listParts(value); parts != nil {
		return parts
	}
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

// jsonParts returns the strings and bare words of a JSON text that are no names.
func jsonParts(value string) []part {
	var parts []part
	name := ""
	for pos := 0; pos < len(value); {
		start, end := pos, pos
		switch c := value[pos]; {
		case c == '"':
			for end++; end < len(value) && value[end] != '"'; end++ {
				if value[end] == '\\' {
					end++
				}
			}
			start, pos = pos+1, end+1
		case isWordByte(c) || c == '-':
			for end < len(value) && (isWordByte(value[end]) || strings.IndexByte("+-.", value[end]) >= 0) {
				end++
			}
			pos = end
		default:
			pos++
			continue
		}
		if strings.HasPrefix(strings.TrimLeft(value[min(pos, len(value)):], " \t\r\n"), ":") {
			name = value[start:end]
			continue
		}
		parts = append(parts, part{name, start, end})
		name = ""
	}
	return parts
}

// listParts returns the values of a list such as Server=db;Password=x, nil for
// what is none.
func listParts(value string) []part {
	if strings.Contains(value, "://") || !strings.Contains(value, ";") {
		return nil
	}
	var parts []part
	start := 0
	for setting := range strings.SplitSeq(value, ";") {
		name, v, ok := strings.Cut(setting, "=")
		switch trimmed := strings.TrimSpace(name); {
		case strings.TrimSpace(setting) == "":
		case !ok || trimmed == "" || !isPlainKey(strings.ReplaceAll(trimmed, " ", "_")):
			return nil
		default:
			parts = append(parts, part{trimmed, start + len(name) + 1, start + len(name) + 1 + len(v)})
		}
		start += len(setting) + 1
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
func (v vocabulary) secretParts(key, value string) []part {
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
		if pt.name != "" && word != "" && namesSecret(pt.name) && !v.isPlain(pt.name, word) || len(word) >= minOdd && (v.isOddPart(word) || !saysPlaceholder(word) && !isHarmless(name, []byte(word))) {
			found = append(found, pt)
		}
	}
	return found
}

// isOddPart reports whether a part of a value may be random.
func (v vocabulary) isOddPart(word string) bool {
	if _, isNumber := number(word); isNumber || strings.Contains(word, "://") {
		return v.odd(word) > maxOdd
	}
	return v.odd(word) > v.allowed(word) || v.isSigned(word) || !v.isAnchored(word)
}

// partsOf returns the parts of an entry's value that look like secrets, as they
// are in the file.
func (v vocabulary) partsOf(d *dotenv.File, e *dotenv.Entry) []part {
	return v.secretParts(d.Key(e), string(d.Text(e.Inner)))
}

// withoutParts puts placeholders where the secret parts of a value are.
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
func (v vocabulary) keepsShape(d *dotenv.File, e *dotenv.Entry, parts []part) bool {
	if len(parts) == 0 || judge.SecretName(d.Key(e)) || e.Quote == 0 && e.Inner != e.Raw {
		return false
	}
	inner := string(d.Text(e.Inner))
	// If the value has no structure, punctuation of the secret may remain.
	var between strings.Builder
	at := 0
	for _, pt := range parts {
		between.WriteString(inner[at:pt.start] + " ")
		at = pt.end
	}
	between.WriteString(inner[at:])
	if rest := between.String(); !v.isRest(rest) || strings.ContainsAny(rest, "&@?+") {
		return false
	}
	shown := withoutParts(inner, parts)
	return v.isPlain(d.Key(e), shown) && len(v.secretParts(d.Key(e), shown)) == 0
}
