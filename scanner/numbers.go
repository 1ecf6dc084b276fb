package scanner

import (
	"bytes"

	"github.com/envguard/envguard/rules"
)

// How many numbers a list of bytes has at the least, and how many bytes of text
// are read of it at most.
const (
	minNumbers = rules.MinToken
	maxNumbers = 4096
)

// numbers adds the list of bytes that begins at d[at], behind its bracket, under
// a name, and reports whether there is one.
func (x *extractor) numbers(at int, name string) bool {
	d := x.file.Data
	if !hasStem([]byte(name)) {
		return false
	}
	end := lineEnd(d[:min(len(d), at+maxNumbers)], at)
	x.upward = x.upward || len(bytes.TrimSpace(d[at:end])) == 0 // the verdict depends on the next line
	if !numbersAt(d, at) {
		return false
	}
	from, to, n := at, at, 0
	limit := min(len(d), at+maxNumbers)
	for i := at; i < limit; {
		c := d[i]
		x.upward = x.upward || i >= end
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
		default:
			next := betweenNumbers(d[:limit], i)
			if next == i {
				return false
			}
			i = next
		}
	}
	return false
}

// betweenNumbers returns the end of the separator at d[i], or i if there is none.
func betweenNumbers(d []byte, i int) int {
	switch c := d[i]; {
	case isSpace(c) || c == '\r' || c == '\n' || c == ',' || c == '-':
		return i + 1
	case c == '(': // (byte)0x80
		for i < len(d) && d[i] != ')' && d[i] != '\n' {
			i++
		}
		return i + 1
	case c == '#', c == '/' && i+1 < len(d) && d[i+1] == '/':
		return lineEnd(d, i)
	}
	return i
}

// numbersAt reports whether a list of numbers begins at d[at]: a number, and a
// comma after it, on this line or the next.
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

// opensList reports whether the bracket behind b, which is the last of its line,
// may open a list of numbers that has a name: = {, [] {, []byte{.
func opensList(b []byte) bool {
	b = bytes.TrimRight(b, " \t")
	if len(b) == 0 {
		return false
	}
	if c := b[len(b)-1]; c == '=' || c == ']' {
		return true
	}
	i := len(b)
	for i > 0 && isAlnum(b[i-1]) {
		i--
	}
	return i > 0 && i < len(b) && b[i-1] == ']'
}
