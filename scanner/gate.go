package scanner

import (
	"bytes"
	"encoding/binary"
)

// The gate decides whether a line that the prefilter found is worth splitting
// into words. Most are not: a token run is an identifier or a path, and the
// stem of a secret's name stands in a comment, a call or a declaration that
// gives it no value. A line is left out only where no rule could take anything
// on it, and where nothing on it says how the next line is to be read.

// judgeRun tells of a token run whether it may be a value, which words are
// not, and whether it holds what a rule knows by its form.
func (d *dispatch) judgeRun(b []byte) (value, form bool) {
	if len(d.keywords) == 0 { // no table of rules: everything passes
		return true, true
	}
	// Four counters in one word, and a look into the table at word boundaries.
	var sum uint64
	boundary := true
	for i, c := range b {
		n := runCounts[c]
		if boundary && i+1 < len(b) && d.first[c] && d.prefixHere(b[i:]) {
			return true, true
		}
		boundary = n == countOther
		sum += n
	}
	lower, upper, digit, other := int(sum&0xffff), int(sum>>16&0xffff), int(sum>>32&0xffff), int(sum>>48)
	if len(b) > 0xffff { // no counter holds it
		return true, encodedRun(b, true)
	}
	if digit > 0 && encodedRun(b, lower > 0 && upper > 0) {
		return true, true
	}
	switch len(b) {
	case 40: // the secret half of an AWS key is known by the other half beside it
		classes := 0
		for _, n := range [...]int{lower, upper, digit, other} {
			classes += min(n, 1)
		}
		form = classes >= 3
	case 44: // a Fernet key needs no quotes
		form = b[43] == '='
	case 34: // Twilio's identifiers
		form = b[0] == 'S' && b[1] == 'K' || b[0] == 'A' && b[1] == 'C'
	}
	// Of letters alone, what is of one case or has a capital for every fourth
	// letter at the most is words.
	return digit > 0 || lower > 0 && upper*4 > lower+upper, form
}

const (
	countLower = 1 << (16 * iota)
	countUpper
	countDigit
	countOther
)

var runCounts = func() (t [256]uint64) {
	for i := range t {
		switch c := byte(i); {
		case c-'a' < 26:
			t[i] = countLower
		case c-'A' < 26:
			t[i] = countUpper
		case c-'0' < 10:
			t[i] = countDigit
		default:
			t[i] = countOther
		}
	}
	return t
}()

// hasDigit reports whether b holds a digit, eight bytes at a time.
func hasDigit(b []byte) bool {
	const low, high = 0x7f7f7f7f7f7f7f7f, 0x8080808080808080
	for ; len(b) >= 8; b = b[8:] {
		// Digits become 0 to 9; of other bytes the high bit is set, or is once
		// 0x80-10 is added.
		x := binary.LittleEndian.Uint64(b) ^ 0x3030303030303030
		if (x&low+0x7676767676767676|x)&high != high {
			return true
		}
	}
	for _, c := range b {
		if c-'0' < 10 {
			return true
		}
	}
	return false
}

// worth decides about a line.
func (x *extractor) worth(l *lead) bool {
	switch {
	case x.all || l.prefix:
		return true
	case x.file.Binary: // only rules that need no context are asked
		return false
	case l.url || l.value && l.stem >= 0 && !x.bareRefused || x.syn.pgpass || x.syn.netrc:
		return true
	case l.run:
		// A rule's keyword, and behind it what can be a value: a run that is not
		// words, or at least a digit. The hints need such a run.
		d := x.file.Data
		if !l.value && !hasDigit(d[l.start:l.end]) {
			break
		}
		x.words = x.disp.said(d, l.start, l.end, x.words[:0])
		for _, w := range x.words {
			if l.value || w.number != hint && hasDigit(d[w.at:l.end]) {
				return true
			}
		}
	}
	return l.stem >= 0 && x.named(l)
}

// What a byte can be to a value behind a name.
const (
	opByte    = 1 << iota // an operator
	quoteByte             // it opens or closes a string
	aboveByte             // it ends an element's start tag
	belowByte             // it begins an element's end tag
	blankByte
)

// minValue is the least length of a value that any rule takes.
const minValue = 6

func gateClass(c byte) byte {
	switch c {
	case '=', ':':
		return opByte
	case '"', '\'', '`':
		return quoteByte
	case '>':
		return aboveByte
	case '<':
		return belowByte
	case ' ', '\t', '\r':
		return blankByte
	}
	return 0
}

var gateClasses = func() (t [256]byte) {
	for c := range t {
		t[c] = gateClass(byte(c))
	}
	return t
}()

// named reports whether something stands behind the first stem of a line that
// can be the value of a name, or that says how the next line is to be read.
func (x *extractor) named(l *lead) bool {
	d := x.file.Data
	quotes, first, final, seen, last, element, inside := 0, 0, 0, byte(0), byte(0), false, false
	for i, c := range d[l.stem:l.end] {
		if k := gateClasses[c]; k != 0 {
			switch seen |= k; {
			case k == blankByte:
				continue
			case k == quoteByte:
				if quotes++; quotes == 1 {
					first, inside = i, seen&opByte != 0
				}
				final = i
			case c == '<':
				element = element || seen&aboveByte != 0
			}
		}
		last = c
	}
	switch last {
	case '=', ':', '(', '[', '\\', '|', '>':
		return true
	}
	if final-first > minValue || element {
		return true
	}
	if !x.bareRefused && (seen&opByte != 0 || x.syn.pairs) {
		return true
	}
	if inside { // name and value in one string
		return true
	}
	head := d[l.start:l.stem]
	if quotes > 0 && skipScheme(d, l.stem, l.end) > l.stem { // "Bearer …"
		return true
	}
	if namesNext(head) || quotes > 0 && bytes.HasPrefix(bytes.TrimLeft(head, " \t"), []byte("variable")) {
		return true
	}
	if seen&opByte != 0 { // key: DB_PASSWORD, and the value on the next line
		i := bytes.IndexAny(d[l.stem:l.end], "=:")
		return foldEqual(d[l.stem:min(l.end, l.stem+3)], "key") && x.stems.has(d[l.stem+i:l.end])
	}
	if x.bareRefused {
		return false
	}
	// A command's flags; words that are followed by a name and a value.
	if len(head) > 0 && head[len(head)-1] == '-' || bytes.Contains(d[l.start:l.end], []byte(" -")) {
		return true
	}
	line := bytes.TrimLeft(d[l.start:l.end], " \t")
	for _, w := range [...]string{"env", "arg", "set", "export", "chpasswd"} {
		if len(line) > len(w) && foldEqual(line[:len(w)], w) {
			return true
		}
	}
	return x.syn.lines && (bytes.Contains(line, []byte("set")) || bytes.Contains(line, []byte("SET"))) || bytes.Contains(line, []byte("chpasswd"))
}

// namesNext reports whether the text in front of a name says that its value
// comes next: `name: `, `"key": "`, `- name = "`.
func namesNext(head []byte) bool {
	i := len(head)
	for i > 0 && wordChar(head[i-1]) || i > 0 && head[i-1] == '/' {
		i--
	}
	for i > 0 && (gateClasses[head[i-1]]&(quoteByte|blankByte) != 0) {
		i--
	}
	if i == 0 || head[i-1] != ':' && head[i-1] != '=' && head[i-1] != '>' {
		return false
	}
	for i > 0 && (gateClasses[head[i-1]] != 0) {
		i--
	}
	for _, w := range [...]string{"name", "key", "id"} {
		if i >= len(w) && foldEqual(head[i-len(w):i], w) {
			return true
		}
	}
	return false
}
