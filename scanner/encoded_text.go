package scanner

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/envguard/envguard/rules"
)

// A rewriter makes another text of a part of a file and remembers where each of
// its bytes is in the file.
type rewriter struct {
	base  int // where the part begins in the file
	out   []byte
	at    []int32 // where a byte of out is, seen from base
	marks []int   // of out: decoded bytes, or where strings were joined
}

func (r *rewriter) add(c byte, at int) {
	r.out = append(r.out, c)
	r.at = append(r.at, int32(at))
}

// give passes the text on. Only matches count in which something was rewritten:
// the others are in the file as they are.
func (r *rewriter) give(outer *rules.File, end int, via string, strong bool, seam int, give func(*decoding)) {
	f := rules.NewFile(outer.Path, r.out)
	f.Class, f.Policy = outer.Class, outer.Policy
	r.at = append(r.at, int32(end-r.base))
	give(&decoding{
		file: f, via: via, strong: strong,
		span: func(from, to int) (int, int) {
			if seam > 0 { // the last byte's end, not the next string's beginning
				return r.base + int(r.at[from]), r.base + int(r.at[to-1]) + 1
			}
			return r.base + int(r.at[from]), r.base + int(r.at[to])
		},
		counts: func(from, to int) bool {
			scheme := -1 // of the URL that this is the password of
			if seam == 0 {
				scheme = r.schemeOf(from)
			}
			for _, m := range r.marks {
				if m >= from+seam && m < to || scheme >= 0 && (m >= scheme && m < scheme+len("://") || m == to && r.out[m] == '@') {
					return true
				}
			}
			return false
		},
	})
}

// giveAll passes the text on. All matches count: what was left out changes how the
// line is read.
func (r *rewriter) giveAll(outer *rules.File, end int, via string, give func(*decoding)) {
	f := rules.NewFile(outer.Path, r.out)
	f.Class, f.Policy = outer.Class, outer.Policy
	r.at = append(r.at, int32(end-r.base))
	give(&decoding{file: f, via: via, span: func(from, to int) (int, int) {
		return r.base + int(r.at[from]), r.base + int(r.at[to-1]) + 1
	}})
}

// schemeOf returns where the :// is of the URL whose user information goes on
// at r.out[at], or -1.
func (r *rewriter) schemeOf(at int) int {
	head := r.out[max(0, at-maxUser):at]
	i := bytes.LastIndex(head, []byte("://"))
	if i < 0 || bytes.ContainsAny(head[i:], " \t\"'<>`@") {
		return -1
	}
	return at - len(head) + i
}

// inRun reports whether one of the marks is in a token run of
// rules.MinToken characters at least, or in a URL with user information.
func (r *rewriter) inRun() bool {
	done := 0
	for _, m := range r.marks {
		if m < done {
			continue
		}
		lo, hi := m, m
		for lo > 0 && tokenChar[r.out[lo-1]] {
			lo--
		}
		for hi < len(r.out) && tokenChar[r.out[hi]] {
			hi++
		}
		if hi-lo >= rules.MinToken {
			return true
		}
		done = hi
		for k := max(0, m-2); k < min(m+1, len(r.out)); k++ {
			if r.out[k] == ':' && urlAt(r.out[k:]) {
				return true
			}
		}
	}
	return false
}

// maxRewritten bounds how much of a line is rewritten at once, in bytes.
const maxRewritten = 16 << 10

// unescaped gives a part of a line with its escapes decoded.
func unescaped(c *rules.Candidate, give func(*decoding)) {
	d := c.File.Data
	r := rewriter{base: c.Start}
	for i := c.Start; i < c.End; {
		ch, n := byte(0), 0
		if escapeStart[d[i]] {
			ch, n = escapeAt(d[i:c.End])
		}
		if n == 0 {
			r.add(d[i], i-c.Start)
			i++
			continue
		}
		r.marks = append(r.marks, len(r.out))
		r.add(ch, i-c.Start)
		i += n
	}
	if r.inRun() {
		r.give(c.File, c.End, "with escapes", false, 0, give)
	}
}

var escapeStart = [256]bool{'\\': true, '%': true, '&': true}

// escapeAt decodes the escape that b begins with and returns its length, or 0.
// Only what means a character of printable ASCII counts, and quotes and
// backslashes stay as they are: they say where a string ends.
func escapeAt(b []byte) (c byte, n int) {
	v := -1
	switch {
	case len(b) < 2:
	case b[0] == '%':
		v, n = percent(b)
	case b[0] == '&':
		v, n = entity(b)
	case b[1] == 'x':
		v, n = hexValue(b, 2, 2)
	case b[1] == 'u' && len(b) > 2 && b[2] == '{':
		if k := bytes.IndexByte(b[:min(len(b), 10)], '}'); k > 3 {
			v, n = hexValue(b, 3, k-3)
			n++
		}
	case b[1] == 'u':
		v, n = hexValue(b, 2, 4)
	case b[1] == 'U':
		v, n = hexValue(b, 2, 8)
	case b[1] == '/':
		v, n = '/', 2
	case len(b) >= 4 && b[1]-'0' < 2 && b[2]-'0' < 8 && b[3]-'0' < 8:
		v, n = int(b[1]-'0')<<6|int(b[2]-'0')<<3|int(b[3]-'0'), 4
	}
	if v <= ' ' || v >= 0x7f || v == '"' || v == '\'' || v == '\\' || v == '`' {
		return 0, 0
	}
	return byte(v), n
}

// percent decodes the percent escape that b begins with, which may be escaped
// itself: %253A.
func percent(b []byte) (v, end int) {
	from := 1
	for range maxDecodings - 1 {
		if v, k := hexValue(b, from, 2); k > 0 && v == '%' && isHexPair(b, k) {
			from = k
		}
	}
	return hexValue(b, from, 2)
}

// hexValue reads digits at b[from:] and returns where they end.
func hexValue(b []byte, from, digits int) (v, end int) {
	if digits < 1 || len(b) < from+digits {
		return -1, 0
	}
	for _, c := range b[from : from+digits] {
		x := unhex[c]
		if x > 15 || v > utf8.MaxRune {
			return -1, 0
		}
		v = v<<4 | int(x)
	}
	return v, from + digits
}

// isHexPair reports whether two hexadecimal digits are at b[i:].
func isHexPair(b []byte, i int) bool {
	_, n := hexValue(b, i, 2)
	return n > 0
}

var unhex = func() (t [256]byte) {
	for i := range t {
		t[i] = 0xff
	}
	for i, c := range []byte("0123456789abcdef") {
		t[c], t[c&^0x20] = byte(i), byte(i)
	}
	for c := '0'; c <= '9'; c++ {
		t[c] = byte(c - '0')
	}
	return t
}()

// entity reads a character of HTML or XML by its number, or one of those that a
// URL or a token can have.
func entity(b []byte) (v, n int) {
	k := bytes.IndexByte(b[:min(len(b), 10)], ';')
	if k < 3 {
		return -1, 0
	}
	switch name := b[1:k]; {
	case name[0] == '#' && name[1]|0x20 == 'x':
		v, _ = hexValue(name, 2, len(name)-2)
	case name[0] == '#':
		var err error
		if v, err = strconv.Atoi(string(name[1:])); err != nil {
			return -1, 0
		}
	default:
		switch string(name) {
		case "amp":
			v = '&'
		case "plus":
			v = '+'
		case "equals":
			v = '='
		case "sol":
			v = '/'
		case "lowbar":
			v = '_'
		case "colon":
			v = ':'
		case "commat":
			v = '@'
		default:
			return -1, 0
		}
	}
	return v, k + 1
}

// escapes emits the parts of a line in which an escape means a character
// of a token.
func (x *extractor) escapes(start, end int) {
	d := x.file.Data
	for at := start; at < end; at += maxRewritten {
		to := min(end, at+maxRewritten)
		if hasEscape(d[at:to]) {
			x.emit(&rules.Candidate{File: x.file, Kind: kindEscaped, Start: at, End: to})
		}
	}
}

// hasEscape reports whether an escape in b means a character of a token run
// or of a URL.
func hasEscape(b []byte) bool {
	for _, c := range [...]byte{'\\', '%', '&'} {
		for i := bytes.IndexByte(b, c); i >= 0; {
			v, n := escapeAt(b[i:])
			if n > 0 && (tokenChar[v] && longAcross(b, i) || v == ':' && beginsAuthority(b[i+n:]) || v == '@') {
				return true
			}
			n = max(n, 1)
			k := bytes.IndexByte(b[i+n:], c)
			if k < 0 {
				break
			}
			i += n + k
		}
	}
	return false
}

// longAcross reports whether the token run around the escape at b[i] has
// rules.MinToken characters at least when it is decoded.
func longAcross(b []byte, i int) bool {
	n := 0
	for k := i; k > 0 && n < rules.MinToken && tokenChar[b[k-1]]; k-- {
		n++
	}
	for i < len(b) && n < rules.MinToken {
		c, width := b[i], 1
		if escapeStart[c] {
			if c, width = escapeAt(b[i:]); width == 0 {
				break
			}
		}
		if !tokenChar[c] {
			break
		}
		n++
		i += width
	}
	return n >= rules.MinToken
}

// beginsAuthority reports whether b begins with two slashes, escaped or not.
func beginsAuthority(b []byte) bool {
	for range 2 {
		switch v, n := escapeAt(b); {
		case n > 0 && v == '/':
			b = b[n:]
		case len(b) > 0 && b[0] == '/':
			b = b[1:]
		default:
			return false
		}
	}
	return true
}

// afterEscape reports whether the token run that begins at start has an escape's
// end in front of i, as in "\nghp_…" and key%3Dghp_….
func afterEscape(d []byte, start, i int) bool {
	if start == 0 {
		return false
	}
	switch n := i - start; {
	case d[start-1] == '%':
		for n > 2 && d[start] == '2' && d[start+1] == '5' { // %253D: a percent sign that is escaped itself
			start, n = start+2, n-2
		}
		_, k := hexValue(d[start:i], 0, 2)
		return n == 2 && k > 0
	case d[start-1] != '\\':
		return false
	case n == 1:
		return d[start] == 'n' || d[start] == 'r' || d[start] == 't'
	case n == 3 && d[start] == 'x', n == 5 && d[start] == 'u':
		_, k := hexValue(d[start:i], 1, n-1)
		return k > 0
	}
	return false
}

// prefixAfterEscape reports whether a prefix of a rule follows an escape
// that the token run at start begins with.
func (disp *dispatch) prefixAfterEscape(d []byte, start, end int) bool {
	if start == 0 || d[start-1] != '\\' && d[start-1] != '%' {
		return false
	}
	for _, n := range [...]int{1, 2, 3, 4, 5, 6} {
		i := start + n
		if i+1 >= end || !disp.begins(d[i], d[i+1]) || !afterEscape(d, start, i) {
			continue
		}
		if found, _ := disp.prefixHere(d[i:end], true); found {
			return true
		}
	}
	return false
}

// escapedAuthority reports whether d[i:] begins with an escaped colon and goes on
// as a URL with user information does.
func escapedAuthority(d []byte, i int) bool {
	v, n := escapeAt(d[i:min(len(d), i+maxEscape)])
	if v != ':' {
		return false
	}
	i += n
	rest := d[i:min(len(d), i+maxUser)]
	if !beginsAuthority(rest) {
		return false
	}
	for k := 0; k < len(rest); k++ {
		switch c := rest[k]; {
		case c == '@':
			return true
		case c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`':
			return false
		case escapeStart[c]:
			if v, _ := escapeAt(rest[k:]); v == '@' {
				return true
			}
		}
	}
	return false
}

// maxEscape is the length of the longest escape, maxUser how far behind a URL's
// colon its user information ends, both in bytes.
const (
	maxEscape = 12
	maxUser   = 512
)

// splitRun reports whether the token run d[start:end] is a part of something
// longer: of joined strings, or of a word in which characters are escaped.
func splitRun(d []byte, start, end int) bool {
	if start > 0 {
		switch c := d[start-1]; {
		case isQuote(c):
			if joinedRun(d, start, end) {
				return true
			}
		case c == '\\' || c == '%':
			if start > 1 && tokenChar[d[start-2]] && escapesToken(d[start-1:end]) {
				return true
			}
		case c == ';':
			if k := bytes.LastIndexByte(d[max(0, start-9):start], '&'); k >= 0 && escapesToken(d[max(0, start-9)+k:start]) {
				return true
			}
		}
	}
	if end < len(d) {
		if isQuote(d[end]) {
			return joinedRun(d, start, end)
		}
		return escapeStart[d[end]] && escapesToken(d[end:min(len(d), end+12)])
	}
	return false
}

// escapesToken reports whether b begins with an escaped character of a token.
func escapesToken(b []byte) bool {
	c, n := escapeAt(b)
	return n > 0 && tokenChar[c]
}

// escapedHere reports whether d[i:] begins with characters of a token that are
// all escaped: four of them at least.
func escapedHere(d []byte, i int) bool {
	d = d[i:min(len(d), i+64)]
	for range 4 {
		c, n := byte(0), 0
		if len(d) > 0 && escapeStart[d[0]] {
			c, n = escapeAt(d)
		}
		if n == 0 || !tokenChar[c] {
			return false
		}
		d = d[n:]
	}
	return true
}
