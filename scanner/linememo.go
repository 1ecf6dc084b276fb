package scanner

import (
	"encoding/binary"
	"hash/maphash"

	"github.com/envguard/envguard/rules"
)

// Two versions of a file differ in a few lines, and the lines that are worth a
// look are the same over and over. A lineMemo remembers those on which nothing
// was found, so that they are not split and judged again.
//
// What the extractor and the rules make of a line depends on the file's path, on
// the line, on the lines behind it that it makes interesting, and on what stands
// around these: rules look at no more than 700 bytes in front of a candidate and
// behind it (see rules.Candidate and its users), the extractor at the last name
// up to 400 bytes back. Of all that a hash is taken. Where something was found,
// nothing is remembered.
//
// A memo serves one goroutine.
type lineMemo struct {
	seed    maphash.Seed
	slots   []memoSlot
	path    string
	salt    uint64
	emitted int    // candidates so far
	hits    *[]hit // matches so far
	buf     []byte
}

// How many bytes in front of a line and behind it count. Behind it there are
// further lines that it may make interesting.
const (
	memoBefore  = 704
	memoContext = 1024
)

// memoSlots is how many lines are remembered; a power of two. A newer line takes
// the place of an older one.
const memoSlots = 1 << 15

// A memoSlot is a block of lines without a finding.
type memoSlot struct {
	key     uint64
	span    int32 // from the first line's start to the last one's end
	emitted int32
	prevAt  int32 // where prev.line is, seen from the first line's start
	prev    nameValue
}

func newLineMemo() *lineMemo {
	return &lineMemo{seed: maphash.MakeSeed(), slots: make([]memoSlot, memoSlots)}
}

// begin makes ready for a file.
func (m *lineMemo) begin(f *rules.File, hits *[]hit) {
	m.emitted, m.hits = 0, hits
	if m.path != f.Path || m.salt == 0 {
		m.path, m.salt = f.Path, maphash.String(m.seed, f.Path)
	}
}

// key is the hash of what decides about a line.
func (m *lineMemo) key(x *extractor, start, end int) uint64 {
	d := x.file.Data
	m.buf = binary.LittleEndian.AppendUint64(m.buf[:0], m.salt)
	flags := byte(0)
	if x.file.Binary {
		flags |= 1
	}
	if x.file.InDocString(start) {
		flags |= 2
	}
	if start == 0 {
		flags |= 4
	}
	m.buf = append(m.buf, flags)
	if back := start - x.prev.line; x.prev.value != "" && back < memoContext {
		m.buf = binary.LittleEndian.AppendUint32(m.buf, uint32(back))
		m.buf = append(append(append(m.buf, x.prev.name...), 0), x.prev.value...)
	}
	h := maphash.Bytes(m.seed, m.buf)
	from, to := max(0, start-memoBefore), min(len(d), end+memoContext)
	// The extent is part of it: a line at the end of a file is another one.
	m.buf = binary.LittleEndian.AppendUint64(m.buf[:0], h)
	m.buf = binary.LittleEndian.AppendUint64(m.buf, uint64(start-from)<<32|uint64(to-start))
	return maphash.Bytes(m.seed, m.buf) ^ maphash.Bytes(m.seed, d[from:to])
}

// from is [extractor.from], left out where the memo knows that nothing comes of
// it.
func (m *lineMemo) from(x *extractor, start, end int) {
	if x.skip != nil || end-start > 2*memoContext || x.pending != "" || x.open.open != 0 {
		x.from(start, end)
		return
	}
	key := m.key(x, start, end)
	slot := &m.slots[key&(memoSlots-1)]
	if slot.key == key && start+int(slot.span) <= len(x.file.Data) {
		x.done = start + int(slot.span)
		x.prev = slot.prev
		x.prev.line = start + int(slot.prevAt)
		x.pending, x.open, x.follow, x.naming = "", frame{}, 0, false
		m.emitted += int(slot.emitted)
		return
	}
	hits, emitted := len(*m.hits), m.emitted
	x.from(start, end)
	if len(*m.hits) > hits || x.pending != "" || x.open.open != 0 || x.done+700 > end+memoContext && end+memoContext < len(x.file.Data) {
		return
	}
	*slot = memoSlot{key, int32(x.done - start), int32(m.emitted - emitted), int32(x.prev.line - start), x.prev}
}

// scanRemembered is scanWindow for the whole of a text, with a memo.
func (s *Scanner) scanRemembered(f *rules.File, m *lineMemo) ([]Finding, []Problem, int) {
	w := window{data: f.Data, to: len(f.Data), line: 1, last: true}
	j := judger{s: s}
	m.begin(f, &j.hits)
	s.extractWith(f, false, m, func(c *rules.Candidate) {
		m.emitted++
		j.judge(c)
	})
	n := m.emitted + j.lines(f, w)
	fs, problems := s.settleHits(f, w, j.hits)
	return fs, problems, n
}
