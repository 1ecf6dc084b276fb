package scanner

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/scanner/internal/finder"
	"github.com/envguard/envguard/scanner/internal/lex"
)

// The gate decides whether a line that the prefilter found is worth splitting
// into words. Most are not: a token run is an identifier or a path, and the
// stem of a secret's name is in a comment, a call or a declaration that
// gives it no value. A line is left out only where no rule could take anything
// on it, and where nothing on it says how the next line is to be read.

// A runVerdict says what a token run can be.
type runVerdict struct {
	value bool // it may be a value, which words are not
	form  bool // it holds what a rule knows by its form
	near  bool // it holds what a rule knows by its form and a keyword next to it
	solid int  // how many letters and digits are in a row
	dense bool // it is hardly an identifier: digits among many letters
	whole bool // nothing in it parts a name from a value
}

// judgeRun describes the token run d[lo:hi] what it can be.
func (t *dispatch) judgeRun(d []byte, lo, hi int) (v runVerdict) {
	if len(t.keywords) == 0 { // no table of rules: everything passes
		return runVerdict{value: true, form: true, solid: hi - lo}
	}
	lower, upper, digit, row := 0, 0, 0, 0
	var classes [4]finder.Classes
	before := uint64(0) // whether the byte in front is a letter or digit
	for at := lo; at < hi; at += len(classes) * finder.Block {
		blocks := min(len(classes), (hi-at+finder.Block-1)/finder.Block)
		finder.Classify(classes[:blocks], d[at:min(len(d), at+blocks*finder.Block)])
		for k := range blocks {
			base := at + k*finder.Block
			mask := ^uint64(0)
			if hi-base < finder.Block {
				mask = 1<<(hi-base) - 1
			}
			c := &classes[k]
			lower += bits.OnesCount64(c.Lower & mask)
			upper += bits.OnesCount64(c.Upper & mask)
			digit += bits.OnesCount64(c.Digit & mask)
			all := c.Lower | c.Upper | c.Digit
			first := finder.First(^(all & mask)) // of a row that goes on from the block before
			v.solid = max(v.solid, row+first, finder.LongestRun(all&mask))
			if row += first; first < finder.Block {
				row = bits.LeadingZeros64(^(all & mask))
			}
			switch found, near := t.prefixWithin(d, base, hi, ^(all<<1|before)&mask); {
			case near:
				v.near = true
			case found:
				return runVerdict{value: true, form: true, solid: hi - lo}
			}
			before = all >> 63
		}
	}
	if digit > 0 && encodedRun(d[lo:hi], lower > 0 && upper > 0) {
		return runVerdict{value: true, form: true, solid: hi - lo}
	}
	v.form = knownLength(d, lo, hi, lower, upper, digit)
	// Of letters alone, what is of one case or has a capital for every fourth
	// letter at most is words.
	v.value = digit > 0 || lower > 0 && upper*4 > lower+upper
	v.dense = digit >= 3 && v.solid >= rules.MinToken
	v.whole = v.value && (lower+upper+digit == hi-lo || bytes.IndexByte(d[lo:hi], '_') < 0 && bytes.IndexByte(d[lo:hi], '-') < 0 &&
		bytes.IndexByte(d[lo:hi], '.') < 0 && bytes.IndexByte(d[lo:hi-1], '=') < 0)
	return v
}

// prefixWithin is prefixHere for the word boundaries that starts marks in the block
// of the run d[:hi] that begins at base.
func (t *dispatch) prefixWithin(d []byte, base, hi int, starts uint64) (found, near bool) {
	for ; starts != 0; starts &= starts - 1 {
		i := base + finder.First(starts)
		if i+1 >= hi {
			break
		}
		if !t.begins(d[i], d[i+1]) {
			continue
		}
		switch f, n := t.prefixHere(d[i:hi], cutShort(d, hi)); {
		case n:
			found, near = true, true
		case f:
			return true, false
		}
	}
	return found, near
}

// knownLength reports whether a run is a secret that a rule knows by its length,
// from the number of its letters and digits.
func knownLength(d []byte, lo, hi, lower, upper, digit int) bool {
	switch hi - lo {
	case 40: // the secret half of an AWS key is known by the other half next to it
		return min(lower, 1)+min(upper, 1)+min(digit, 1)+min(40-lower-upper-digit, 1) >= 3
	case 44: // a Fernet key needs no quotes; what go.sum has is no key
		return d[hi-1] == '=' && !bytes.HasSuffix(d[:lo], []byte(" h1:"))
	case 34: // Twilio's identifiers
		return d[lo] == 'S' && d[lo+1] == 'K' || d[lo] == 'A' && d[lo+1] == 'C'
	}
	return false
}

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

// worth reports whether a line needs to be split into tokens.
func (x *extractor) worth(l *lead) bool {
	switch {
	case x.all || l.form || l.near && x.wanted(l):
		return true
	case x.file.Binary: // only rules that need no context are asked
		return false
	case l.url || l.value && l.stem >= 0 && !x.bareRefused || x.syn.netrc || x.syn.everyLine():
		return true
	case l.run && x.worthRun(l), l.command && !x.bareRefused:
		return true
	case l.value && (x.layout == markdownLayout || x.layout == rowLayout) && x.hasLayout(l.start), l.value && x.namedInOtherScript(l):
		return true
	case l.dense && x.file.Class != fileclass.Lock && (l.stem >= 0 || x.namedBeside(l)):
		return true
	}
	return l.stem >= 0 && x.named(l)
}

// namedInOtherScript reports whether what is in front of a line's token run may be a
// name in another script than Latin: пароль = "…".
func (x *extractor) namedInOtherScript(l *lead) bool {
	head := x.file.Data[l.start:min(l.end, l.start+80)]
	i := bytes.IndexAny(head, "=:")
	return i > 0 && slices.ContainsFunc(head[:i], func(c byte) bool { return c >= 0x80 })
}

// worthRun is worth for the longest token run of a line.
func (x *extractor) worthRun(l *lead) bool {
	return l.value && jwkMember(x.file.Data[l.start:l.end]) || !l.near && x.wanted(l) || l.value && x.syn.shell && x.commandGate(l)
}

// wanted reports whether a line with a token run that is not words has a rule's
// keyword in front of it, or in what may be its name, and the run the rule's
// length.
func (x *extractor) wanted(l *lead) bool {
	d := x.file.Data
	if !l.value && !l.near {
		return false
	}
	x.words = x.disp.said(d, l.start, l.named, x.words[:0])
	clear(x.refused[:])
	for _, w := range x.words {
		if w.number == hint {
			if l.value {
				return true
			}
			continue
		}
		r := x.disp.ruleOf[w.number]
		switch {
		case l.longest < r.Run, r.Solid && len(r.Prefixes) == 0 && l.solid < r.Run:
		case x.refused.has(w.number): // it was asked on this line
		case r.Needs != 0 && bytes.IndexByte(d[l.start:l.end], r.Needs) < 0,
			len(r.Infixes) > 0 && !holdsAny(d[l.start:l.end], r.Infixes):
			x.refused.add(w.number)
		case l.value || len(r.Prefixes) > 0:
			return true
		}
	}
	return false
}

// A numberSet holds numbers of rules; of those that are too high, none.
type numberSet [16]uint64

func (s *numberSet) has(n uint16) bool { return int(n>>6) < len(s) && s[n>>6]>>(n&63)&1 != 0 }

func (s *numberSet) add(n uint16) {
	if int(n>>6) < len(s) {
		s[n>>6] |= 1 << (n & 63)
	}
}

func holdsAny(b []byte, words []string) bool {
	for _, w := range words {
		if bytes.Contains(b, []byte(w)) {
			return true
		}
	}
	return false
}

// jwkMember reports whether a line begins with the member that is the private
// part of a key as JSON, or as the array of a program that makes it.
func jwkMember(line []byte) bool {
	i := 0
	for i < len(line) && isSpace(line[i]) {
		i++
	}
	line = line[i:]
	return len(line) > 4 && (line[0] == '"' || line[0] == '\'') && (line[1] == 'd' || line[1] == 'k') && line[2] == line[0]
}

// What a byte can be to a value behind a name.
const (
	opByte    = 1 << iota // an operator
	quoteByte             // it opens or closes a string
	aboveByte             // it ends an element's start tag
	belowByte             // it begins an element's end tag
	blankByte
	openByte // it may open a list of numbers
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
	case '{', '[':
		return openByte
	}
	return 0
}

var gateClasses = func() (t [256]byte) {
	for c := range t {
		t[c] = gateClass(byte(c))
	}
	return t
}()

// What the line behind its first stem holds.
type behindStem struct {
	seen    byte // classes of its bytes
	last    byte // the last one that is no blank
	quoted  int  // bytes between the first and the last quote
	quotes  int
	inside  bool // the name and its value are in one string
	element bool // an element ends on the line
	numbers bool // a list of numbers begins
}

func (x *extractor) behindStem(l *lead) (b behindStem) {
	first := 0
	for i, c := range x.file.Data[l.stem:l.end] {
		if k := gateClasses[c]; k != 0 {
			switch b.seen |= k; {
			case k == blankByte:
				continue
			case k == openByte:
				if x.numbersAhead(l, l.stem+i+1) {
					b.numbers = true
					return b
				}
			case k == quoteByte:
				if b.quotes++; b.quotes == 1 {
					first, b.inside = i, b.seen&opByte != 0
				}
				b.quoted = i - first
			case c == '<':
				b.element = b.element || b.seen&aboveByte != 0
			}
		}
		b.last = c
	}
	return b
}

// named reports whether what follows the first stem of a line can be the value of a
// name, or says how the next line is to be read.
func (x *extractor) named(l *lead) bool {
	d := x.file.Data
	b := x.behindStem(l)
	if b.numbers {
		return true
	}
	switch b.last {
	case '=', ':', '(', '[', '\\', '|', '>':
		return true
	case '{':
		if x.valueAhead(l) {
			return true
		}
	}
	assigns := b.seen&opByte != 0
	if b.quoted > minValue || b.element || b.inside || !x.bareRefused && (assigns || x.syn.pairs) {
		return true
	}
	head := d[l.start:l.stem]
	if b.quotes > 0 && (skipScheme(d, l.stem, l.end) > l.stem || // "Bearer …"
		bytes.HasPrefix(bytes.TrimLeft(head, " \t"), []byte("variable"))) {
		return true
	}
	if namesNext(head) {
		return true
	}
	if x.bareRefused && l.run && assigns && l.end > l.stem && tokenChar[d[l.end-1]] {
		return true // a line of a text that goes over several
	}
	if assigns { // key: DB_PASSWORD, and the value on the next line
		i := bytes.IndexAny(d[l.stem:l.end], "=:")
		return foldEqual(d[l.stem:min(l.end, l.stem+3)], "key") && x.stems.has(d[l.stem+i:l.end])
	}
	if x.bareRefused {
		return x.syn.sql && bytes.Contains(bytes.ToLower(d[l.stem:l.end]), []byte("identified by "))
	}
	return x.commandNamed(d[l.start:l.end], head)
}

// commandNamed reports whether a line without an operator can be a command with a
// secret: its flags, or words that are followed by a name and a value. head is what
// is in front of its first stem.
func (x *extractor) commandNamed(line, head []byte) bool {
	if len(head) > 0 && head[len(head)-1] == '-' || bytes.Contains(line, []byte(" -")) || bytes.Contains(line, []byte("chpasswd")) {
		return true
	}
	line = bytes.TrimLeft(line, " \t")
	for _, w := range [...]string{"env", "arg", "set", "export"} {
		if len(line) > len(w) && foldEqual(line[:len(w)], w) {
			return true
		}
	}
	return x.syn.lines && (bytes.Contains(line, []byte("set")) || bytes.Contains(line, []byte("SET")))
}

// numbersAhead reports whether a list of numbers begins behind a bracket, at
// d[at] of a line.
func (x *extractor) numbersAhead(l *lead, at int) bool {
	d := x.file.Data
	if len(bytes.TrimSpace(d[at:l.end])) > 0 {
		return numbersAt(d[:l.end], at)
	}
	if !opensList(d[l.start : at-1]) {
		return false
	}
	x.upward = true // the next line says
	return numbersAt(d, at)
}

// valueAhead reports whether a line that ends with a brace names an object whose
// first member, on the next line, is its value: "adminPassword": {.
func (x *extractor) valueAhead(l *lead) bool {
	d := x.file.Data
	b := bytes.TrimRight(bytes.TrimRight(d[l.start:l.end], " \t\r{"), " \t")
	if len(b) == 0 || b[len(b)-1] != ':' {
		return false
	}
	x.upward = true // the next line says
	next := bytes.TrimLeft(d[min(len(d), l.end+1):min(len(d), l.end+64)], " \t\"'")
	return len(next) > 5 && foldEqual(next[:5], "value")
}

// namesNext reports whether the text in front of a name says that its value
// comes next: `name: `, `"key": "`, `- name = "`.
func namesNext(head []byte) bool {
	if bytes.HasSuffix(head, []byte("\"random_")) && bytes.Contains(head[max(0, len(head)-24):], []byte("\"type\"")) {
		return true // random_password, in a state of Terraform
	}
	i := len(head)
	for i > 0 && lex.IsWord(head[i-1]) || i > 0 && head[i-1] == '/' {
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
