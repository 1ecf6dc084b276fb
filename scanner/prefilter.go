package scanner

import (
	"bytes"
	"sync"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner/internal/finder"
	"github.com/envguard/envguard/scanner/internal/forms"
)

// The prefilter finds the lines that can hold a candidate. Everything behind
// it works on such lines alone, so its cost is the cost per byte. Package
// finder asks of every byte whether a token run of rules.MinToken characters
// ends there, and whether one of these begins:
//
//   - a stem of a secret-like name ("pass", "key", …) or of a command that takes a
//     secret ("lftp"), for values that are too short or too mixed to be a token run;
//   - a URL with user information;
//   - a PEM block, or a key of PuTTY's.
//
// Its marks are verified here and gathered by line; gate.go decides whether the
// line is worth the extractor's time.

// tokenChar says the bytes of rules.KindToken.
var tokenChar = func() (t [256]bool) {
	for c := range t {
		t[c] = finder.Token(byte(c))
	}
	return t
}()

func isAlnum(c byte) bool {
	return c-'0' < 10 || c|0x20-'a' < 26
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' }

const (
	pemBegin   = "-----BEGIN "
	puttyBegin = "PuTTY-User-Key-File-"
)

// A stemTable finds the names and the stems of package forms by the hash of their
// first three letters.
type stemTable struct {
	find   *finder.Table
	threes [1 << 15 / 64]uint64
	first  [hashes]uint16 // 1 + the index of a stem
	next   []uint16
	all    []string
	names  int // how many of all are names of secrets; the others are of commands
}

var stemsTable = sync.OnceValue(func() *stemTable {
	commands := forms.Stems()
	t := &stemTable{find: finder.New(forms.Groups), names: len(forms.Names)}
	t.all = append(append(make([]string, 0, t.names+len(commands)), forms.Names...), commands...)
	t.next = make([]uint16, len(t.all))
	for i, s := range t.all {
		k := three(s[0], s[1], s[2])
		t.threes[k>>6] |= 1 << (k & 63)
		h := hashThree(k)
		t.next[i] = t.first[h]
		t.first[h] = uint16(i + 1)
	}
	return t
})

// letter says the bytes that a stem may begin with, in any case: none begins
// with Y, which marks PuTTY's keys.
var letter = func() (t [256]bool) {
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = true, c != 'y'
	}
	return t
}()

// three reports whether a stem may begin with three letters.
func (t *stemTable) three(k uint) bool { return t.threes[k>>6&(1<<9-1)]>>(k&63)&1 != 0 }

// stemAt reports whether a stem begins at b[i], and whether it is a name's.
func (t *stemTable) stemAt(b []byte, i int) (found, name bool) {
	if i+2 >= len(b) {
		return false, false
	}
	k := three(b[i], b[i+1], b[i+2])
	if !t.three(k) {
		return false, false
	}
	for n := t.first[hashThree(k)]; n > 0; n = t.next[n-1] {
		if s := t.all[n-1]; i+len(s) <= len(b) && foldEqual(b[i:i+len(s)], s) {
			if int(n) <= t.names {
				return true, true
			}
			found = true
		}
	}
	return found, false
}

// has reports whether b holds a stem of a name.
func (t *stemTable) has(b []byte) bool {
	for i := range max(0, len(b)-2) {
		if t.three(three(b[i], b[i+1], b[i+2])) {
			if _, name := t.stemAt(b, i); name {
				return true
			}
		}
	}
	return false
}

func hasStem(b []byte) bool { return stemsTable().has(b) }

// foldEqual compares with an ASCII lower-case string.
func foldEqual(b []byte, s string) bool {
	for i := range b {
		if b[i] != s[i] && b[i]|0x20 != s[i] {
			return false
		}
	}
	return true
}

// A lead is a line that may hold a candidate, and why.
type lead struct {
	start, end int  // without its line feed
	stem       int  // where the first stem of the line begins, or -1
	command    bool // it holds the stem of a command that takes a secret
	url        bool // it holds a URL with user information
	run        bool // it holds a token run
	value      bool // one of its runs may be a value
	form       bool // one of its runs is or holds what a rule knows by its form
	near       bool // as form, for rules that want a keyword too
	named      int  // a word in front of it may be the name of one of these
	longest    int  // length of the longest of these
	solid      int  // of the longest row of letters and digits in these, or more
	dense      bool // one of its runs is hardly an identifier
	broken     bool // unseen bytes break one of its tokens
	split      bool // one of its runs may go on behind an escape or in another string, or was not asked
}

// whole reports whether the line can hold what is whole only when it is decoded
// or its strings are joined.
func (l *lead) whole() bool { return l.split || l.url || l.form }

// A prefilter reads a text once.
type prefilter struct {
	data  []byte
	table *stemTable
	// forms is set where only forms and blocks count, not names: in binary data.
	// Lines are given then if they hold a form, and nothing else of them.
	forms bool
	// code is set where no words are command lines.
	code bool
	// all is set where lines count that no rule can take anything of, too.
	all  bool
	disp *dispatch
	// block is given the PEM blocks and of PuTTY's keys, by where they begin.
	block func(at int)
	// line is given the lines in their order, and returns up to where it has
	// dealt with what follows: it does not get such lines.
	line func(l *lead) (done int)

	cur        lead // the line being gathered, if open
	open       bool
	done       int
	runLo, run int // the last token run of the line, if run > 0: up to run
}

// maskWords is how many blocks are looked at before what was found in them is
// worked on: 8 KiB of text, which then is still in the first cache.
const maskWords = 128

func (p *prefilter) each() { p.from(0) }

// from reads from the start of a line.
func (p *prefilter) from(start int) {
	var runs, marks [maskWords]uint64
	var state finder.State
	d := p.data
	for at := start; at < len(d); at += maskWords * finder.Block {
		n := p.table.find.Masks(d, at, runs[:], marks[:], &state)
		if !p.forms {
			markBroken(d, at, n, marks[:])
		}
		for k := range n {
			if r, m := runs[k], marks[k]; r|m != 0 {
				p.word(at+k*finder.Block, r, m)
			}
		}
	}
	p.endRun()
	p.finish()
}

// word works on what was found in 64 bytes.
func (p *prefilter) word(base int, r, m uint64) {
	for r|m != 0 {
		i := finder.First(r | m)
		at, bit := base+i, uint64(1)<<i
		if m&bit != 0 {
			m &^= bit
			p.mark(at)
		}
		if r&bit == 0 {
			continue
		}
		n := finder.First(^(r >> i)) // how many ends of one run follow each other
		if i+n >= 64 {
			r = 0
		} else {
			r &^= (1<<n - 1) << i
		}
		if at < p.done {
			continue
		}
		if p.run == at { // it goes on from the block before
			p.run = at + n
			continue
		}
		p.endRun()
		p.runLo, p.run = at-rules.MinToken+1, at+n
	}
}

// mark works on the mark at d[at].
func (p *prefilter) mark(at int) {
	d := p.data
	switch c := d[at]; {
	case letter[c]:
		if at+2 < len(d) && p.table.three(three(d[at], d[at+1], d[at+2])) && !p.forms && p.isNew(at, p.cur.stem >= 0) {
			p.stem(at)
		}
	case !p.forms && isBreaker[c] && breaksToken(d, at):
		if p.isNew(at, p.cur.broken) {
			p.at(at)
			p.cur.broken, p.cur.form = true, true
		}
	case p.forms && c != '-' && c != 'Y' && !escapeStart[c]:
	case c == ':':
		if p.isNew(at, p.cur.url) && urlAt(d[at:]) {
			p.at(at)
			p.cur.url = true
		}
	case c == '-' || c == 'Y':
		if at >= 4 && beginsKey(d[at-4:]) {
			p.block(at - 4)
		}
	case c == '\\', c == '%', c == '&':
		if p.isNew(at, p.cur.form) && (escapedHere(d, at) || escapedAuthority(d, at)) {
			p.at(at)
			p.cur.form, p.cur.split = true, true
		}
	}
}

// beginsKey reports whether b begins with the first line of a private key.
func beginsKey(b []byte) bool {
	return bytes.HasPrefix(b, []byte(pemBegin)) || bytes.HasPrefix(b, []byte(puttyBegin))
}

// isNew reports whether d[at] is in a line that is yet to be judged, and not in the
// open one if that has the mark already.
func (p *prefilter) isNew(at int, marked bool) bool {
	return at >= p.done && (!p.open || at >= p.cur.end || !marked)
}

// stem works on a stem that may begin at d[at].
func (p *prefilter) stem(at int) {
	found, name := p.table.stemAt(p.data, at)
	if !found || !name && p.code {
		return
	}
	switch p.at(at); {
	case !name:
		p.cur.command = true
	case p.cur.stem < 0:
		p.cur.stem = at
	}
}

// at opens the line that holds d[at], unless it is open.
func (p *prefilter) at(at int) {
	if p.run > 0 && p.run < at { // it may be on a line in front of this one
		p.endRun()
	}
	if p.open && at < p.cur.end {
		return
	}
	p.finish()
	if at < p.done { // the line before has dealt with it
		p.cur = lead{start: at, end: at, stem: -1}
		return
	}
	d := p.data
	p.cur = lead{start: bytes.LastIndexByte(d[:at], '\n') + 1, end: lineEnd(d, at), stem: -1}
	p.open = true
}

// endRun judges the last run. Most are names, for which no line is opened.
func (p *prefilter) endRun() {
	if p.run == 0 {
		return
	}
	lo, hi := p.runLo, p.run
	p.run = 0
	if lo < p.done {
		return
	}
	here := p.open && lo < p.cur.end
	if here && p.cur.form && !p.forms {
		p.cur.run, p.cur.split = true, true
		return
	}
	v := p.disp.judgeRun(p.data, lo, hi)
	split := v.value && splitRun(p.data, lo, hi) || p.disp.prefixAfterEscape(p.data, lo, hi)
	v.form = v.form || split
	if !(v.form || v.near || !p.forms && (v.value || here || p.all)) {
		return
	}
	if !here {
		if p.at(lo); !p.open {
			return
		}
	}
	p.cur.run = true
	if v.value || v.near || v.form || p.all {
		p.cur.add(v, lo, hi)
		p.cur.split = p.cur.split || split
	}
}

// add notes a run that may be a secret.
func (l *lead) add(v runVerdict, lo, hi int) {
	if l.named = hi; v.whole {
		l.named = lo
	}
	l.longest, l.solid = max(l.longest, hi-lo), max(l.solid, v.solid)
	l.value, l.near, l.form = l.value || v.value, l.near || v.near, l.form || v.form
	l.dense = l.dense || v.dense
}

// finish describes the open line.
func (p *prefilter) finish() {
	if !p.open {
		return
	}
	p.open = false
	p.done = max(p.line(&p.cur), p.cur.end)
}

// urlAt reports whether b, which begins with a colon, goes on as a URL with
// a user part does.
func urlAt(b []byte) bool {
	if len(b) < 3 || b[1] != '/' || b[2] != '/' {
		return false
	}
	for j := 3; j < len(b) && j < 512+3; j++ {
		c := b[j]
		if c == '@' {
			return true
		}
		if c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`' || c == '/' {
			break
		}
	}
	return false
}
