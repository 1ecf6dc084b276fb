package scanner

import (
	"bytes"
	"sort"
)

// A version that is stored as a delta says itself what is new in it. Most of the
// text that it copies from its base need not be looked at: unchanged lines between
// unchanged lines, without a finding. A Known says where findings were.

// A Copy is a part of a text that is in an earlier one, too.
type Copy struct {
	At   int // offset in the text
	From int // offset in the earlier text
	N    int // bytes
}

// MinCopy is the shortest [Copy] that is of use: a shorter one is read as fast as
// it is left out.
const MinCopy = 256

// A Known is what was learnt of a text and holds for the next version of it.
type Known struct {
	path    string
	binary  bool
	size    int
	noticed []noticed
}

// A noticed is a line, or a line with those after it that go with it, that must
// be read again in every text that has it: something was found there, or it
// depends on what is around it, or what follows it depends on it.
type noticed struct{ start, end int32 }

// note remembers such lines.
func (m *lineMemo) note(start, end int) {
	m.now.noticed = append(m.now.noticed, noticed{int32(start), int32(end)})
}

// changed reads what is not in the earlier text, and what was noticed there.
func (m *lineMemo) changed() {
	d := m.x.file.Data
	pos := 0 // all in front of it is dealt with, and it begins a line
	list := m.before.noticed
	for _, c := range m.copies {
		from, to := wholeLines(d, c)
		if c.From < 0 || c.From+c.N > m.before.size || to-from < MinCopy/4 || from < pos {
			continue
		}
		m.span(pos, from)
		pos = max(from, m.x.done+1)
		shift := c.At - c.From
		k := sort.Search(len(list), func(i int) bool { return int(list[i].end)+shift >= pos })
		for ; k < len(list) && int(list[k].start)+shift < to; k++ {
			start, end := int(list[k].start)+shift, int(list[k].end)+shift
			if end < pos {
				continue
			}
			if pos = max(pos, start); end >= to {
				break // it goes on where the texts may differ
			}
			m.span(pos, end+1)
			pos = max(end, m.x.done) + 1
		}
		if k == len(list) || int(list[k].start)+shift >= to {
			pos = max(pos, to)
		}
	}
	m.span(min(pos, len(d)), len(d))
}

// wholeLines returns the lines of a copy that are whole, except for the first and
// the last: these may go with what is next to them. Both offsets begin a line.
func wholeLines(d []byte, c Copy) (from, to int) {
	if c.N < MinCopy || c.At < 0 || c.At+c.N > len(d) {
		return 0, 0
	}
	b := d[c.At : c.At+c.N]
	first := bytes.IndexByte(b, '\n') + 1
	second := bytes.IndexByte(b[first:], '\n') + 1
	if first == 0 || second == 0 {
		return 0, 0
	}
	last := bytes.LastIndexByte(b, '\n')
	before := bytes.LastIndexByte(b[:last], '\n')
	return c.At + first + second, c.At + before + 1
}
