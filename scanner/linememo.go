package scanner

import (
	"hash/maphash"
	"math"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner/internal/finder"
)

// Two versions of a file differ in a few lines, and the lines that are worth a
// look are the same over and over. A lineMemo remembers those on which nothing
// was found, so that they are not split and judged again: for a line that is
// known, a hash is all that is made.
//
// What is made of a line depends on the file's path, on the line, on the lines
// after it that it makes interesting, and now and then on what is around
// these. Where that was so, nothing is remembered: [rules.Candidate] says when a
// rule has looked beyond its line, and the extractor when it has used a name from
// further up. Nor is anything remembered where something was found, so that
// findings never come from here.
//
// A memo serves one goroutine.
type lineMemo struct {
	seed  maphash.Seed
	slots []memoSlot
	longs []memoLong
	path  string
	salt  uint64

	x       *extractor
	p       prefilter
	emitted int    // candidates so far
	hits    *[]hit // matches so far
	far     bool   // a rule has looked beyond its line
	pem     bool   // a PEM block begins on the line
	// named is where a line begins that is known and gives x.prev its value,
	// which then is not made until it is wanted; or -1.
	named int
	mute  bool // candidates are not wanted

	now    *Known // of the text being read
	before *Known // of an earlier one, if any
	copies []Copy // what the text has from there
}

// memoSlots is how many lines are remembered; a power of two. A newer line takes
// the place of an older one. Most of a memo's time is waiting for memory, so that
// a slot is no more than a word, and the few that need more have it elsewhere.
const (
	memoBits  = 18
	memoSlots = 1 << memoBits
	memoLongs = 1 << 13
)

// A memoSlot is a line, by its hash: of that, the low bits are where the slot
// is, which leaves room for what is known of the line.
type memoSlot uint64

const (
	memoNames   memoSlot = 1 << iota // x.prev comes from here
	memoGoesOn                       // a memoLong says what goes with the line
	memoEmitted = iota               // from this bit on, how many candidates it has
	memoKey     = ^memoSlot(0) &^ (1<<memoBits - 1)
	mostEmitted = 1<<(memoBits-memoEmitted) - 1
)

func (s memoSlot) has(key uint64) bool { return (s^memoSlot(key))&memoKey == 0 }

func (s memoSlot) emitted() int { return int(s &^ memoKey >> memoEmitted) }

// A memoLong is a line with those that it makes interesting.
type memoLong struct {
	key  uint64
	rest uint64 // the hash of the lines behind the first
	span int    // from the first line's start to the last one's end
}

func newLineMemo() *lineMemo {
	m := &lineMemo{seed: maphash.MakeSeed(), slots: make([]memoSlot, memoSlots), longs: make([]memoLong, memoLongs)}
	m.p.block = func(at int) {
		m.pem = true
		m.x.block(at)
	}
	m.p.line = func(l *lead) int {
		if m.x.worth(l) {
			m.x.split, m.x.hasBroken = l.whole(), l.broken
			m.recall(l.start)
			m.x.from(l.start, l.end)
		}
		return m.x.done
	}
	return m
}

// begin makes ready for a file.
func (m *lineMemo) begin(f *rules.File, hits *[]hit) {
	m.emitted, m.hits, m.named, m.mute, m.now = 0, hits, -1, false, nil
	if m.path != f.Path || m.salt == 0 {
		m.path, m.salt = f.Path, maphash.String(m.seed, f.Path)|1
	}
}

// lines is [extractor.lines] except for what is known.
func (m *lineMemo) lines(x *extractor) {
	x.done = -1
	m.x, m.p.table, m.p.disp = x, x.stems, x.disp
	m.now = &Known{path: x.file.Path, binary: x.file.Binary, size: len(x.file.Data)}
	if k := m.before; k != nil && k.path == m.now.path && k.binary == m.now.binary {
		m.changed()
	} else {
		m.span(0, len(x.file.Data))
	}
	m.x, m.p.data = nil, nil
}

// span is lines for d[from:to], which is whole lines.
func (m *lineMemo) span(from, to int) {
	x := m.x
	d := x.file.Data[:to]
	var runs, marks [maskWords]uint64
	var state finder.State
	known := from - 1 // all up to here is dealt with
	for at := from; at < len(d); at += maskWords * finder.Block {
		n := x.stems.find.Masks(d, at, runs[:], marks[:], &state)
		if !x.file.Binary {
			markBroken(d, at, n, marks[:])
		}
		for k := range n {
			base := at + k*finder.Block
			w := runs[k] | marks[k]
			if known >= base+finder.Block-1 {
				continue
			}
			if known >= base {
				w &= math.MaxUint64 << (known - base + 1)
			}
			for w != 0 {
				i := finder.First(w)
				if base+i <= x.done {
					// An earlier line has dealt with this one, except for PEM blocks.
					known = base + i
					if marks[k]>>i&1 != 0 {
						m.block(known)
					}
				} else {
					known = m.line(base + i)
				}
				if known >= base+finder.Block-1 {
					break
				}
				w &= math.MaxUint64 << (known - base + 1)
			}
		}
	}
}

// block emits the PEM block whose beginning d[at] may mark.
func (m *lineMemo) block(at int) {
	m.p.data, m.p.done = m.x.file.Data, len(m.x.file.Data)
	m.p.word(at, 0, 1)
}

// line deals with the line that holds d[at], and returns its end.
func (m *lineMemo) line(at int) int {
	x := m.x
	d := x.file.Data
	start, end := lineStart(d, at), lineEnd(d, at)
	key := maphash.Bytes(m.seed, d[start:end]) ^ m.salt
	if x.file.Binary {
		key = ^key
	}
	alone := !joinsAcross(d, start, end) && !wrapsAt(d, start-1) && !wrapsAt(d, end)
	if slot := m.slots[key&(memoSlots-1)]; alone && slot.has(key) {
		if span, ok := m.same(slot, key, start, end); ok {
			names := slot&memoNames != 0
			if x.done = max(x.done, start+span); names {
				m.named = start
			}
			m.emitted += slot.emitted()
			if names || span > end-start {
				m.note(start, start+span)
			}
			return end
		}
	}
	hits, emitted := len(*m.hits), m.emitted
	m.far, m.pem, x.upward, x.began = false, false, false, start
	until := end
	if !alone { // what a backslash at the line's end goes on with
		until = min(len(d), end+2)
	}
	m.p = prefilter{data: d[:until], done: start, code: x.bareRefused, table: m.p.table, disp: m.p.disp, block: m.p.block, line: m.p.line}
	m.p.from(start)
	done := max(end, x.done)
	names := x.prev.value != "" && x.prev.line >= start
	if names {
		m.named = -1
	}
	n := m.emitted - emitted
	clean := false
	switch {
	case len(*m.hits) > hits || !alone || done > end && joinsAcross(d, lineStart(d, done), done) || m.far || m.pem || x.upward || n > mostEmitted:
	case start == 0: // its first line may describe a file what it is
	case done == len(d) && (x.pending != "" || x.open.open != 0 || x.follow > 0): // the file's end cut it short
	default:
		m.remember(key, start, end, done, n, names)
		clean = done == end && !names
	}
	if !clean {
		m.note(start, done)
	}
	return end
}

// remember keeps that nothing was found on a line, nor on those up to done that
// it makes interesting.
func (m *lineMemo) remember(key uint64, start, end, done, emitted int, names bool) {
	slot := memoSlot(key)&memoKey | memoSlot(emitted)<<memoEmitted
	if names {
		slot |= memoNames
	}
	if done > end {
		slot |= memoGoesOn
		m.longs[key&(memoLongs-1)] = memoLong{key: key, span: done - start, rest: maphash.Bytes(m.seed, m.x.file.Data[end:done])}
	}
	m.slots[key&(memoSlots-1)] = slot
}

// same reports whether what is remembered of a line goes for the one at start,
// and how far it goes.
func (m *lineMemo) same(slot memoSlot, key uint64, start, end int) (span int, ok bool) {
	if start == 0 || slot&memoGoesOn == 0 {
		return end - start, start > 0
	}
	long := &m.longs[key&(memoLongs-1)]
	d := m.x.file.Data
	done := start + long.span
	return long.span, long.key == key && done <= len(d) && (done == len(d) || d[done] == '\n') && maphash.Bytes(m.seed, d[end:done]) == long.rest && !joinsAcross(d, lineStart(d, done), done)
}

// recall gives x.prev the value that it has before the line at start.
func (m *lineMemo) recall(start int) {
	if m.named < 0 {
		return
	}
	x, at := m.x, m.named
	m.named = -1
	far, done, emitted, began := m.far, x.done, m.emitted, x.began
	m.mute, x.began = true, at
	x.from(at, lineEnd(x.file.Data, at))
	m.mute, m.far, x.done, m.emitted, x.began = false, far, done, emitted, began
	x.upward = false
}

// lineStart returns where the line of d[at] begins.
func lineStart(d []byte, at int) int {
	for at > 0 && d[at-1] != '\n' {
		at--
	}
	return at
}

// scanRemembered is scanWindow for the whole of a text, with a memo.
func (s *Scanner) scanRemembered(f *rules.File, m *lineMemo) ([]Finding, []Problem, done) {
	w := window{data: f.Data, to: len(f.Data), line: 1, last: true}
	j := judger{s: s}
	m.begin(f, &j.hits)
	s.extractWith(f, false, m, func(c *rules.Candidate) {
		if m.mute {
			return
		}
		m.emitted++
		c.Far = &m.far
		j.judge(c)
	})
	n := m.emitted + j.lines(f, w)
	fs, problems := s.settleHits(f, w, j.hits, false)
	return fs, problems, done{n, j.undecoded()}
}
