package scanner

import "bytes"

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
	if d.hasPrefix(b) {
		return true, true
	}
	var lower, upper, digit, other int
	for _, c := range b {
		switch {
		case c >= 'a': // a token character, so a letter
			lower++
		case c >= 'A' && c <= 'Z':
			upper++
		case c-'0' < 10:
			digit++
		default:
			other++
		}
	}
	switch len(b) {
	case 40: // the secret half of an AWS key is known by the other half beside it
		classes := 0
		for _, n := range [...]int{lower, upper, digit, other} {
			classes += min(n, 1)
		}
		form = classes >= 3
	case 34: // Twilio's identifiers
		form = b[0] == 'S' && b[1] == 'K' || b[0] == 'A' && b[1] == 'C'
	}
	// Of letters alone, what is of one case or has a capital for every fourth
	// letter at the most is words.
	return digit > 0 || lower > 0 && upper*4 > lower+upper, form
}

// worth decides about a line.
func (x *extractor) worth(l *lead) bool {
	switch {
	case x.all || l.prefix:
		return true
	case x.file.Binary: // only rules that need no context are asked
		return false
	case l.url || l.value && l.stem >= 0 || x.syn.pgpass || x.syn.netrc:
		return true
	case l.run:
		// A rule's keyword, and behind it what can be a value: a run that is not
		// words, or at least a digit. The hints need such a run.
		d := x.file.Data
		x.words = x.disp.said(d, l.start, l.end, x.words[:0])
		for _, w := range x.words {
			if l.value || w.number != hint && bytes.ContainsAny(d[w.at:l.end], "0123456789") {
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
	blankByte
)

func gateClass(c byte) byte {
	switch c {
	case '=', ':':
		return opByte
	case '"', '\'', '`':
		return quoteByte
	case '>':
		return aboveByte
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
	quotes, seen, last := 0, byte(0), byte(0)
	for _, c := range d[l.stem:l.end] {
		if k := gateClasses[c]; k != 0 {
			seen |= k
			if k == blankByte {
				continue
			}
			if k == quoteByte {
				quotes++
			}
		}
		last = c
	}
	switch last {
	case '=', ':', '(', '[', '\\', '|':
		return true
	}
	if quotes >= 2 || seen&aboveByte != 0 {
		return true
	}
	if !x.bareRefused && (seen&opByte != 0 || x.syn.pairs) {
		return true
	}
	if quotes == 1 && seen&opByte != 0 { // name and value in one string
		return true
	}
	head := d[l.start:l.stem]
	if quotes == 1 && skipScheme(d, l.stem, l.end) > l.stem { // "Bearer …"
		return true
	}
	if namesNext(head) || quotes == 1 && bytes.HasPrefix(bytes.TrimLeft(head, " \t"), []byte("variable")) {
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
