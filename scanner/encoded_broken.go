package scanner

import (
	"bytes"
	"unicode/utf8"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner/internal/finder"
)

// A text that was colored by a terminal, pasted from a chat or wrapped with
// backslashes holds bytes that a reader does not see and that cut tokens in two. The
// line is judged once more without them.

// isBreaker marks the first bytes of sequences that break a token: a terminal's
// control sequence (ECMA-48), Unicode's zero-width characters and direction marks,
// a soft hyphen, and a backslash in front of a line feed.
var isBreaker = [256]bool{0x1b: true, 0xe2: true, 0xef: true, 0xc2: true, '\\': true}

// markBroken adds the places where a token of d[at:] may be broken to the marks of n
// blocks.
func markBroken(d []byte, at, n int, marks []uint64) {
	var odd [maskWords]uint64
	for k := range finder.Odd(d, at, odd[:n]) {
		for w := odd[k]; w != 0; w &= w - 1 {
			if i := at + k*finder.Block + finder.First(w); isBreaker[d[i]] && breaksToken(d, i) {
				marks[k] |= w & -w
			}
		}
	}
}

// breaksToken reports whether what d[i] begins parts characters of a token, or a
// token from a color.
func breaksToken(d []byte, i int) bool {
	n := unseen(d, i)
	if n == 0 {
		return false
	}
	end := i + n
	for n > 0 && end < len(d) && !tokenChar[d[end]] { // two in a row
		n = unseen(d, end)
		end += n
	}
	before, after := i > 0 && tokenChar[d[i-1]], end < len(d) && tokenChar[d[end]]
	if d[i] == 0x1b || d[i] == '\\' && d[i+1] != '\n' && d[i+1] != '\r' {
		return before || after
	}
	return before && after
}

// escapedEscape are the ways to write the escape character in a string.
var escapedEscape = [...][]byte{[]byte(`\u001b`), []byte(`\u001B`), []byte(`\x1b`), []byte(`\x1B`), []byte(`\033`), []byte(`\e`)}

// unseen returns the length of the invisible sequence at d[i], or 0.
func unseen(d []byte, i int) int {
	rest := d[i:]
	switch rest[0] {
	case 0x1b:
		return controlSequence(rest)
	case '\\':
		if len(rest) > 1 && rest[1] == '\n' {
			return 2
		}
		if len(rest) > 2 && rest[1] == '\r' && rest[2] == '\n' {
			return 3
		}
		for _, esc := range escapedEscape { // in the recording of a terminal, or in code
			if after, ok := bytes.CutPrefix(rest, esc); ok && len(after) > 0 && after[0] == '[' {
				if n := controlSequence(rest[len(esc)-1:]); n > 0 {
					return len(esc) - 1 + n
				}
			}
		}
	default:
		if r, n := utf8.DecodeRune(rest); isInvisible(r) {
			return n
		}
	}
	return 0
}

// isInvisible accepts the zero-width characters, direction marks and the soft
// hyphen.
func isInvisible(r rune) bool {
	return r == 0xad || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x206f || r == 0xfeff
}

// maxControl bounds a control sequence, in bytes: a hyperlink holds an address.
const maxControl = 2048

// controlSequence returns the length of the control sequence that b begins with, or
// 0: CSI with its parameters, OSC up to BEL or ST, and the short ones.
func controlSequence(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	switch c := b[1]; {
	case c == '[':
		for i := 2; i < len(b) && i < maxControl; i++ {
			if b[i] >= 0x40 && b[i] <= 0x7e {
				return i + 1
			}
			if b[i] < 0x20 || b[i] > 0x7e {
				return 0
			}
		}
	case c == ']':
		for i := 2; i < len(b) && i < maxControl; i++ {
			switch {
			case b[i] == 0x07:
				return i + 1
			case b[i] == 0x1b && i+1 < len(b) && b[i+1] == '\\':
				return i + 2
			case b[i] < 0x20:
				return 0
			}
		}
	case c >= 0x20 && c <= 0x2f: // a character set
		if len(b) > 2 {
			return 3
		}
	case c >= 0x30 && c <= 0x7e:
		return 2
	}
	return 0
}

// wrapsAt reports whether a backslash at the end of the line at d[end] breaks a
// token.
func wrapsAt(d []byte, end int) bool {
	if end > 0 && end < len(d) && d[end-1] == '\r' {
		end--
	}
	return end > 0 && d[end-1] == '\\' && breaksToken(d, end-1)
}

// broken emits a line that holds what breaks a token, with those that it is wrapped
// into.
func (x *extractor) broken(start, end int) {
	d := x.file.Data
	for n := 0; n < maxJoined && start > 0 && wrapsAt(d, start-1); n++ {
		start = lineStart(d, start-1)
	}
	for n := 0; n < maxJoined && wrapsAt(d, lineEnd(d, end)); n++ {
		end = lineEnd(d, lineEnd(d, end)+1)
	}
	if end-start <= maxRewritten {
		x.emit(&rules.Candidate{File: x.file, Kind: kindBroken, Start: start, End: end})
	}
}

// unbroken gives lines without what breaks their tokens.
func unbroken(c *rules.Candidate, give func(*decoding)) {
	d := c.File.Data
	r := rewriter{base: c.Start}
	for i := c.Start; i < c.End; {
		if isBreaker[d[i]] {
			if n := unseen(d[:c.End], i); n > 0 {
				r.marks = append(r.marks, len(r.out))
				i += n
				continue
			}
		}
		r.add(d[i], i-c.Start)
		i++
	}
	if len(r.marks) > 0 {
		r.giveAll(c.File, c.End, "without what breaks it", give)
	}
}
