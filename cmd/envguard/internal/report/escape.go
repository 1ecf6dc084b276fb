package report

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/envguard/envguard/scanner/escape"
)

// tabWidth is what a tab becomes. A caret under expanded tabs is right
// whatever the terminal's tab stops are.
const tabWidth = 4

// Escape returns s so that it cannot steer a terminal or pretend to be other
// text.
func Escape(s string) string { return escape.String(maskURLs(maskPath(s))) }

// EscapeRevealed is [Escape] without masks, for those who ask to see a secret.
func EscapeRevealed(s string) string { return escape.String(s) }

// EscapeMasked is [Escape] for what people wrote in odd places, such as a key where
// a name belongs: whatever is random in it is masked.
func EscapeMasked(s string) string { return escape.String(mask(s)) }

// Escaping returns a writer that escapes what could steer a terminal, except line
// feeds and tabs. Each write has to be whole characters.
func Escaping(w io.Writer) io.Writer { return escaping{w} }

type escaping struct{ w io.Writer }

func (e escaping) Write(p []byte) (int, error) {
	var b strings.Builder
	from := 0
	for i, c := range p {
		if c == '\n' || c == '\t' {
			b.WriteString(escape.String(string(p[from:i])))
			b.WriteByte(c)
			from = i + 1
		}
	}
	b.WriteString(escape.String(string(p[from:])))
	if _, err := io.WriteString(e.w, b.String()); err != nil {
		return 0, err
	}
	return len(p), nil
}

// quotePath returns a path as it is shown.
func quotePath(p string) string { return escape.Path(maskPath(p)) }

// expand escapes a line and turns its tabs into spaces. It also returns where
// the byte offsets from and to be in it, in terminal columns.
func expand(line string, from, to int) (out string, start, end int) {
	var b strings.Builder
	col, start, end := 0, -1, -1
	for i := 0; i < len(line); {
		if i >= from && start < 0 {
			start = col
		}
		if i >= to && end < 0 {
			end = col
		}
		r, n := utf8.DecodeRuneInString(line[i:])
		if r == '\t' {
			k := tabWidth - col%tabWidth
			b.WriteString("        "[:k])
			col += k
		} else {
			before := b.Len()
			escape.Rune(&b, r, n, line[i])
			if b.Len()-before == n && r >= utf8.RuneSelf {
				col += width(r)
			} else {
				col += b.Len() - before
			}
		}
		i += n
	}
	if start < 0 {
		start = col
	}
	if end < start {
		end = col
	}
	return b.String(), start, end
}

// width is how many terminal columns a printable character takes.
func width(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3,
		r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60,
		r >= 0xffe0 && r <= 0xffe6, r >= 0x1f300 && r <= 0x1faff, r >= 0x20000 && r <= 0x3fffd:
		return 2
	}
	return 1
}

// shellQuote returns s as one word of a POSIX shell. Bytes that are no
// printable UTF-8 need the $'…' form, which all but the oldest shells read.
func shellQuote(s string) string {
	if s == "" {
		return "''"
	}
	if e := Escape(s); e != s {
		var b strings.Builder
		b.WriteString("$'")
		for i := range len(s) {
			switch c := s[i]; {
			case c == '\'' || c == '\\':
				b.WriteByte('\\')
				b.WriteByte(c)
			case c < 0x20 || c >= 0x7f:
				fmt.Fprintf(&b, `\%03o`, c)
			default:
				b.WriteByte(c)
			}
		}
		b.WriteByte('\'')
		return b.String()
	}
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_-./:@%+,=", r) {
			return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
		}
	}
	return s
}

// ignoreLine returns a line for .gitignore that matches path and nothing
// else below the top. A plain name matches in every folder, which is what
// people want of `.env`.
func ignoreLine(path string) string {
	var b strings.Builder
	if strings.Contains(path, "/") {
		b.WriteByte('/')
	}
	for i := range len(path) {
		switch c := path[i]; {
		case c == '*' || c == '?' || c == '[' || c == '\\',
			i == 0 && (c == '#' || c == '!'),
			c == ' ' && strings.TrimRight(path[i:], " ") == "":
			b.WriteByte('\\')
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
