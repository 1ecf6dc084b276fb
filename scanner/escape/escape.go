// Package escape makes text that others wrote fit to be shown.
package escape

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// String returns s so that it cannot steer a terminal or pretend to be other
// text: control characters, invisible and direction-changing ones, and bytes
// that are not UTF-8 are written as escapes.
func String(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		Rune(&b, r, n, s[i])
		i += n
	}
	return b.String()
}

func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// Rune writes one character as [String] does. n is its length in bytes and
// first its first byte, as [utf8.DecodeRuneInString] has found them.
func Rune(b *strings.Builder, r rune, n int, first byte) {
	switch {
	case r == utf8.RuneError && n <= 1:
		fmt.Fprintf(b, `\x%02x`, first)
	case r == '\t':
		b.WriteString(`\t`)
	case r == '\n':
		b.WriteString(`\n`)
	case r == '\r':
		b.WriteString(`\r`)
	case r < 0x20 || r == 0x7f:
		fmt.Fprintf(b, `\x%02x`, r)
	case unicode.IsPrint(r):
		b.WriteRune(r)
	case r == 0xa0 || r == 0x3000:
		// Spaces of other kinds are harmless.
		b.WriteRune(r)
	case r > 0xffff:
		fmt.Fprintf(b, `\U%08x`, r)
	default:
		fmt.Fprintf(b, `\u%04x`, r)
	}
}

// Path returns a path as it is shown: plain where nothing in it needs an
// escape, quoted otherwise.
func Path(p string) string {
	if e := String(p); e != p {
		return `"` + strings.ReplaceAll(e, `"`, `\"`) + `"`
	}
	return p
}
