package scanner

import "github.com/envguard/envguard/rules"

// How many numbers a list of bytes has, and how many bytes of text it takes at
// the most.
const (
	minNumbers = rules.MinToken
	maxNumbers = 4096
)

// numbers adds the list of bytes that begins at d[at], behind its bracket, under
// a name, and reports whether there is one.
func (x *extractor) numbers(at int, name string) bool {
	d := x.file.Data
	if !numbersAt(d, at) || !hasStem([]byte(name)) {
		return false
	}
	from, to, n := at, at, 0
	limit := min(len(d), at+maxNumbers)
	for i := at; i < limit; {
		c := d[i]
		switch {
		case c-'0' < 10:
			if n == 0 {
				from = i
			}
			for i < limit && (isAlnum(d[i]) || d[i] == '_') {
				i++
			}
			to = i
			n++
		case c == '}' || c == ']':
			if n < minNumbers {
				return false
			}
			x.add(rules.KindBytes, from, to, 0, name, "", 0, '=')
			return true
		case isSpace(c) || c == '\r' || c == '\n' || c == ',' || c == '-':
			i++
		case c == '(': // (byte)0x80
			for i < limit && d[i] != ')' && d[i] != '\n' {
				i++
			}
			i++
		case c == '/' && i+1 < limit && d[i+1] == '/', c == '#':
			i = lineEnd(d, i)
		default:
			return false
		}
	}
	return false
}

// numbersAt reports whether a list of numbers begins at d[at]: a number, and a
// comma behind it, on this line or the next.
func numbersAt(d []byte, at int) bool {
	i := at
	for i < len(d) && i-at < 64 && (isSpace(d[i]) || d[i] == '\r' || d[i] == '\n') {
		i++
	}
	if i < len(d) && d[i] == '(' { // (byte)0x80
		for i < len(d) && i-at < 64 && d[i] != ')' {
			i++
		}
		i++
	}
	from := i
	for i < len(d) && i-from < 5 && (d[i]-'0' < 10 || i > from && isAlnum(d[i])) {
		i++
	}
	for i > from && i < len(d) && isSpace(d[i]) {
		i++
	}
	return i > from && i < len(d) && d[i] == ','
}
