package language

import "bytes"

// A Span is a part of a text: [Start, End).
type Span struct{ Start, End int }

// Comments returns the comments of a text, delimiters included, in their order.
// It knows strings, so that what looks like a comment in one is none. A string
// that ends on its line is left at the line's end even if its quote is missing.
func (l *Language) Comments(text []byte) []Span {
	var spans []Span
	first := true // nothing but blanks since the line began
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '\n' || c == '\r':
			first = true
			i++
			continue
		case c == ' ' || c == '\t':
			i++
			continue
		}
		if end := l.comment(text, i, first); end > 0 {
			spans = append(spans, Span{i, end})
			first, i = false, end
			continue
		}
		first = false
		i = l.skip(text, i)
	}
	return spans
}

// comment returns the end of the comment that begins at i, or 0.
func (l *Language) comment(text []byte, i int, first bool) int {
	for _, b := range l.Block {
		if !hasPrefix(text, i, b[0]) {
			continue
		}
		if b[0][0] == '=' && (i > 0 && text[i-1] != '\n') { // of Ruby and Perl, at a line's start
			continue
		}
		if k := bytes.Index(text[i+len(b[0]):], []byte(b[1])); k >= 0 {
			return i + len(b[0]) + k + len(b[1])
		}
		return lineEnd(text, i) // never closed: this line at most
	}
	for _, lead := range l.Line {
		if hasPrefix(text, i, lead) && l.begins(text, i, lead) {
			return lineEnd(text, i)
		}
	}
	if first {
		for _, lead := range l.LineStart {
			if end := i + len(lead); hasPrefix(text, i, lead) && (end == len(text) || !isWord(lead[len(lead)-1]) || !isWord(text[end])) {
				return lineEnd(text, i)
			}
		}
	}
	return 0
}

// begins reports whether a leader begins a comment where it is. In configuration
// files and shells one must not be glued to the word in front of it: a#b, a;b.
// The slashes of an address are none, nor is the name of a color in a style.
func (l *Language) begins(text []byte, i int, lead string) bool {
	if i == 0 {
		return true
	}
	before := text[i-1]
	switch lead {
	case "//":
		return before != ':'
	case "#", ";", "%", "!", "'", `"`:
		if !l.Program || lead == "#" && l.Name != "Python" {
			return before == ' ' || before == '\t' || before == '\n' || before == '\r' || bytes.IndexByte([]byte(";)}]>,"), before) >= 0
		}
	case "--":
		return !isWord(before) && before != '-'
	}
	return true
}

// skip returns where the next token begins, behind a string, a word or a sign.
func (l *Language) skip(text []byte, i int) int {
	for _, s := range l.Strings {
		if !hasPrefix(text, i, s.Open) {
			continue
		}
		if s.Open == "'" && i > 0 && isWord(text[i-1]) { // an apostrophe, a lifetime, a digit separator
			return i + 1
		}
		return s.end(text, i+len(s.Open))
	}
	if !isWord(text[i]) {
		if text[i] == '\\' && i+1 < len(text) && text[i+1] != '\n' {
			return i + 2
		}
		return i + 1
	}
	for i < len(text) && isWord(text[i]) {
		i++
	}
	return i
}

// end returns the end of a string whose content begins at i.
func (s *String) end(text []byte, i int) int {
	for ; i < len(text); i++ {
		switch {
		case s.Escape != 0 && text[i] == s.Escape && i+1 < len(text) && (s.Lines || text[i+1] != '\n'):
			i++
		case hasPrefix(text, i, s.Close):
			return i + len(s.Close)
		case text[i] == '\n' && !s.Lines:
			return i
		}
	}
	return i
}

func hasPrefix(text []byte, i int, s string) bool {
	return len(text)-i >= len(s) && text[i] == s[0] && string(text[i:i+len(s)]) == s
}

func lineEnd(text []byte, i int) int {
	if k := bytes.IndexByte(text[i:], '\n'); k >= 0 {
		return i + k
	}
	return len(text)
}

func isWord(c byte) bool {
	return c >= 0x80 || c == '_' || c-'0' < 10 || (c|0x20)-'a' < 26
}
