package report

import (
	"strings"
	"sync"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/random"
	"github.com/envguard/envguard/scanner"
)

// Secrets are where nobody looks for them: a file or an archive's member is named
// after a token, a key is typed where a name belongs, a pattern of a
// configuration is a key. Whatever text goes out passes mask or maskPath.

const stars = "********"

// leastMasked is the length of the shortest run that may be a secret.
const leastMasked = 12

// mask masks whatever looks like a credential in a text.
func mask(text string) string {
	text = maskURLs(maskPath(text))
	var b strings.Builder
	from := 0
	for i := 0; i < len(text); {
		if !isRun(text[i]) {
			i++
			continue
		}
		end := i
		for end < len(text) && isRun(text[end]) {
			end++
		}
		if run := text[i:end]; looksSecret(run) && !isObject(text[:i], run) {
			b.WriteString(text[from:i] + stars)
			from = end
		}
		i = end
	}
	if from == 0 {
		return text
	}
	return b.String() + text[from:]
}

func isRun(c byte) bool { return alphabet.AlnumDash(c) || c == '+' }

// looksSecret reports whether a run is random. Ids of objects and fingerprints of
// findings are, and are meant to be shown.
func looksSecret(run string) bool {
	if len(run) < leastMasked || len(run) <= 16 && alphabet.AllHex([]byte(run)) || len(run) == 40 && alphabet.AllHex([]byte(run)) {
		return false
	}
	return random.HasStretch([]byte(run))
}

// isObject reports whether a run is the id of one of git's objects or packs, by
// the word in front of it.
func isObject(before, run string) bool {
	if strings.HasPrefix(run, "pack-") {
		return true
	}
	if len(run) != 64 || !alphabet.AllHex([]byte(run)) {
		return false
	}
	for _, word := range [...]string{"object ", "id ", "stream ", "commit ", "tree ", "blob ", "tag "} {
		if strings.HasSuffix(before, word) {
			return true
		}
	}
	return false
}

// maskURLs masks the passwords of URLs.
func maskURLs(text string) string {
	for at := 0; ; {
		i := strings.Index(text[at:], "://")
		if i < 0 {
			return text
		}
		start := at + i + len("://")
		end := start
		for end < len(text) && text[end] > ' ' && strings.IndexByte("/?#\"'`<>", text[end]) < 0 {
			end++
		}
		at = start
		user, _, ok := strings.Cut(text[start:end], "@")
		name, password, has := strings.Cut(user, ":")
		if ok && has && password != "" && password != stars {
			text = text[:start] + name + ":" + stars + text[start+len(user):]
		}
	}
}

// nameScanner is what names are scanned with, made when the first asks for it.
var nameScanner = sync.OnceValue(func() *scanner.Scanner {
	s, err := scanner.New(scanner.Config{})
	if err != nil {
		return nil // the scan itself reports it
	}
	return s
})

// maskPath masks the secrets that rules find in a path or another name. Random
// names by themselves, as builds make them, stay readable.
func maskPath(path string) string {
	if !mayHide(path) {
		return path
	}
	s := nameScanner()
	if s == nil {
		return stars
	}
	// Parts are lines, so that each is judged by itself.
	f := &rules.File{Path: "text", Data: []byte(strings.ReplaceAll(path, "/", "\n")), Class: fileclass.Other}
	masked := []byte(path)
	found := s.ScanFile(f)
	for i := len(found) - 1; i >= 0; i-- {
		m := &found[i]
		if m.Start < 0 || m.End > len(masked) || m.Start >= m.End {
			continue
		}
		start := m.Start + min(m.Public, m.End-m.Start)
		masked = append(masked[:start:start], append([]byte(stars), masked[m.End:]...)...)
	}
	return string(masked)
}

// mayHide reports whether a name has a run that is long enough and not words.
func mayHide(s string) bool {
	digits, letters, n := 0, 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case alphabet.Digit(c):
			digits, n = digits+1, n+1
		case alphabet.Letter(c):
			letters, n = letters+1, n+1
		case c == '_' || c == '-' || c == '=' || c == '.':
			n++
		default:
			digits, letters, n = 0, 0, 0
		}
		if n >= leastMasked && letters > 0 && (digits >= 2 || n >= 20 && digits >= 1) {
			return true
		}
	}
	return false
}

// skippedPath returns the path of a file that was not scanned. It may be an argument that
// is no path at all.
func skippedPath(path string) string {
	if looksSecret(path) {
		return stars
	}
	return path
}

// Mask masks whatever looks like a credential in a text.
func Mask(text string) string { return mask(text) }
