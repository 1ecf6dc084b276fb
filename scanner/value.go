package scanner

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner/internal/lex"
)

// maxBare bounds values without quotes. A secret is shorter, and a line of
// many megabytes must not be read again for each of its names.
const maxBare = 1024

// bareEnd returns where a value without quotes ends.
func (x *extractor) bareEnd(from, wordEnd, end, v, base, depth int) int {
	d := x.file.Data
	if x.syn.code && depth == 0 {
		return wordEnd
	}
	end = min(end, from+maxBare)
	if depth == 0 && x.syn.lines && v-base <= 4 {
		if to := x.restOfLine(from, end); bytes.IndexByte(d[from:to], ' ') < 0 || !x.syn.shell {
			return to
		}
	}
	query := inQuery(d, from)
	i := from
	for i < end && !endsBare(d[i], depth > 0) && !(query && i > from && beginsParameter(d[i:end])) {
		i++
	}
	for i > from && (d[i-1] == ',' || closesNothing(d[from:i])) {
		i--
	}
	return i
}

// rawEnd returns where a value without quotes ends that item v begins, if it is one
// word with signs that otherwise open a list, a call or a reference, or 0.
func (x *extractor) rawEnd(it item, key string, v, base, end, depth int) int {
	if !x.syn.raw || depth > 0 || v-base > 4 || it.Kind == str || !hasStem([]byte(key)) {
		return 0
	}
	d := x.file.Data
	to := x.restOfLine(it.Start, end)
	value := d[it.Start:to]
	if len(value) < minValue || len(value) > maxBare || bytes.ContainsAny(value, " \t\"'`") || !bytes.ContainsAny(value, "([{:@,;\\&*|>") {
		return 0
	}
	return to
}

// restOfLine returns where the value of a setting ends that takes the rest of its
// line: at a comment.
func (x *extractor) restOfLine(from, end int) int {
	d, to := x.file.Data, end
	for i := from + 1; i < end; i++ {
		if (d[i] == '#' || d[i] == ';' && x.syn.semi) && isSpace(d[i-1]) {
			to = i
			break
		}
	}
	for to > from && isSpace(d[to-1]) {
		to--
	}
	return to
}

// endsBare reports whether a value without quotes ends in front of c. nested is
// whether it is inside a string.
func endsBare(c byte, nested bool) bool {
	switch c {
	case '"', '\'', '`', ';', '<', '>':
		return true
	case ',', '&', '\\':
		return nested
	}
	return c <= ' '
}

// beginsParameter reports whether b begins with the next parameter of a query.
func beginsParameter(b []byte) bool {
	return len(b) > 1 && b[0] == '&' && isAlnum(b[1]) && bytes.IndexByte(b, '=') > 0
}

// closesNothing reports whether b ends with a bracket that it does not open.
func closesNothing(b []byte) bool {
	switch b[len(b)-1] {
	case ')':
		return bytes.IndexByte(b, '(') < 0
	case ']':
		return bytes.IndexByte(b, '[') < 0
	case '}':
		return bytes.IndexByte(b, '{') < 0
	}
	return false
}

// inQuery reports whether the name in front of the value at from is one of a
// URL's query or of a form: ?name=value&name=value.
func inQuery(d []byte, from int) bool {
	i := from - 1
	for ; i > 0 && from-i < 128 && (lex.IsWord(d[i-1]) || d[i-1] == '['); i-- {
	}
	return i > 0 && (d[i-1] == '?' || d[i-1] == '&' || d[i-1] == ';')
}

// skipScheme returns where the credentials of an authorization value begin.
func skipScheme(d []byte, from, to int) int {
	v := d[from:to]
	for _, s := range [...]string{"bearer ", "basic ", "token ", "apikey ", "bot "} {
		if len(v) > len(s) && foldEqual(v[:len(s)], s) {
			from += len(s)
			for from < to && isSpace(d[from]) {
				from++
			}
			return from
		}
	}
	return from
}

// value adds a string and looks for assignments inside it.
func (x *extractor) value(kind rules.Kind, it item, key, call string, arg int, op byte, depth int) {
	d := x.file.Data
	s, e := it.Start, it.End
	for s < e && isSpace(d[s]) {
		s++
	}
	for e > s && (isSpace(d[e-1]) || d[e-1] == '\r') {
		e--
	}
	if s >= e {
		return
	}
	from := skipScheme(d, s, e)
	if from > s && key == "" {
		key, kind, op = string(bytes.TrimSpace(d[s:from])), kind|rules.KindAssigned, ' '
	}
	object := beginsObject(d[s:e])
	if object { // its members are judged, not the whole
		x.add(rules.KindString, from, e, it.Quote, "", "", 0, 0)
	} else {
		x.add(kind, from, e, it.Quote, key, call, arg, op)
	}
	if e-s > len("jdbc:oracle:") && string(d[s:s+5]) == "jdbc:" {
		x.oracleURL(s, e)
	}
	if e-s > len("machine ") && d[s] == 'm' {
		x.netrcText(s, e)
	}
	if x.syn.notebook && depth == 0 {
		x.spoken(s, e)
	}
	if depth >= maxNest || e-s < 8 || bytes.IndexByte(d[s:e], '=') < 0 && bytes.IndexByte(d[s:e], ':') < 0 && !isStatement(d[s:e]) && !hasFlag(d[s:e]) {
		return
	}
	outer := x.outer
	if x.outer = ""; object && hasStem([]byte(key)) {
		x.outer = key
	}
	base := len(x.items)
	x.lex(s, e)
	x.pairFrom(base, s, e, depth+1)
	x.items = x.items[:base]
	x.outer = outer
}
