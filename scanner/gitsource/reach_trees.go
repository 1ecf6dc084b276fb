package gitsource

import (
	"context"
	"math/bits"
	"sort"

	"github.com/go-git/go-git/v5/plumbing"
)

// A treePart is what one worker found.
type treePart struct {
	entries []ownEntry
	names   map[string]int32
	list    []string
	missing []plumbing.Hash
}

// An ownEntry is an entry that a tree does not have from its base.
type ownEntry struct {
	child int32 // number, or -1 - position in missing
	name  int32
	kind  uint8
}

// An ownSpan says where the own entries of a tree are.
type ownSpan struct {
	from, n int32
	part    uint8
	whole   bool // nothing was inherited
	failed  bool
}

// readTrees finds the own entries of all trees.
func (h *history) readTrees(ctx context.Context, workers int) error {
	workers = min(workers, maxWorkers)
	h.parts = make([]treePart, workers)
	h.own = make([]ownSpan, len(h.objs))
	err := h.forest(ctx, workers, isType(plumbing.TreeObject), func(k int) visitor {
		h.parts[k].names = map[string]int32{}
		return &treeVisitor{h: h, part: &h.parts[k], k: uint8(k)}
	})
	if err != nil {
		return err
	}
	h.mergeNames(h.parts)
	h.pathOf = make([]int32, len(h.objs))
	h.treePath = h.pathOf // a number is of a tree or of a blob
	h.visited = make([]uint8, len(h.objs))
	return nil
}

// mergeNames makes the workers' names the history's.
func (h *history) mergeNames(parts []treePart) {
	known := h.nameIDs
	for i := range parts {
		p := &parts[i]
		to := make([]int32, len(p.list))
		for k, name := range p.list {
			n, ok := known[name]
			if !ok {
				n = int32(len(h.names))
				known[name] = n
				h.names = append(h.names, name)
			}
			to[k] = n
		}
		for k := range p.entries {
			p.entries[k].name = to[p.entries[k].name]
		}
		p.names, p.list = nil, nil
	}
}

type treeVisitor struct {
	h    *history
	part *treePart
	k    uint8
}

func (v *treeVisitor) object(g int32, data []byte, base *frame, ops []byte) any {
	span := ownSpan{from: int32(len(v.part.entries)), part: v.k}
	starts, whole, err := treeEntries(data, base, ops, func(_ int32, e treeEntry) { v.part.add(v.h.table, e) }, nil)
	span.whole = whole
	if err != nil {
		span.failed = true
		v.part.entries = v.part.entries[:span.from]
		starts = nil
	}
	span.n = int32(len(v.part.entries)) - span.from
	v.h.own[g] = span
	if v.h.objs[g].child < 0 {
		return nil
	}
	return starts
}

func (v *treeVisitor) failed(g int32, _ error) { v.h.own[g].failed = true }

// add notes an entry of a tree.
func (p *treePart) add(t *table, e treeEntry) {
	o := ownEntry{kind: kindFile}
	switch e.mode & modeTypeMask {
	case modeSubmodule:
		return
	case modeTree:
		o.kind = kindTree
		if plumbing.Hash(e.id) == emptyTree() {
			return
		}
	case modeLink:
		o.kind = kindLink
	}
	if o.child = t.find(e.id); o.child < 0 {
		if isEmptyBlob(plumbing.Hash(e.id)) {
			return // it need not exist
		}
		o.child = -1 - int32(len(p.missing))
		p.missing = append(p.missing, plumbing.Hash(e.id))
	}
	n, ok := p.names[string(e.name)]
	if !ok {
		n = int32(len(p.list))
		p.list = append(p.list, string(e.name))
		p.names[p.list[n]] = n
	}
	o.name = n
	p.entries = append(p.entries, o)
}

// treeEntries calls own for each entry that is not one of base's, in order, and
// inherit, if set, with the range of those of base's entries that follow each
// other in both, and how far they have moved. It returns where the entries
// begin, and whether none was inherited.
func treeEntries(data []byte, base *frame, ops []byte, own func(pos int32, e treeEntry), inherit func(from, to, shift int32)) (starts []int32, whole bool, err error) {
	var from []int32
	if base != nil {
		from, _ = startsOf(base.aux)
	}
	pos := 0
	one := func() error {
		e, rest, err := nextEntry(data[pos:])
		if err != nil {
			return err
		}
		starts = append(starts, int32(pos))
		own(int32(pos), e)
		pos = len(data) - len(rest)
		return nil
	}
	if len(from) == 0 {
		starts = make([]int32, 0, len(data)/36+1)
		for pos < len(data) {
			if err := one(); err != nil {
				return nil, true, err
			}
		}
		return starts, true, nil
	}
	starts = make([]int32, 0, len(from)+4)
	baseLen := len(base.data)
	o := 0
	for len(ops) > 0 {
		src, n, rest := nextOp(ops)
		ops = rest
		end := o + n
		for pos < end {
			if src < 0 || pos < o {
				if err := one(); err != nil {
					return nil, true, err
				}
				continue
			}
			// The bytes from here to end are the base's. If an entry begins
			// there in the base, too, so do the following ones.
			q := int32(src + pos - o)
			i := sort.Search(len(from), func(k int) bool { return from[k] >= q })
			if i == len(from) || from[i] != q {
				src = -1
				continue
			}
			limit := int32(src + n)
			j := sort.Search(len(from), func(k int) bool { return from[k] > limit }) // entries before j-1 end in the range
			stop := int32(baseLen)
			if limit < stop {
				j--
				stop = from[j]
			}
			shift := int32(pos) - q
			for _, s := range from[i:j] {
				starts = append(starts, s+shift)
			}
			if inherit != nil && j > i {
				inherit(q, stop, shift)
			}
			pos = int(stop + shift)
			src = -1 // the rest is cut off in the range
		}
		o = end
	}
	if pos != len(data) {
		return nil, true, errTree
	}
	return starts, false, nil
}

// startsOf returns where the entries of a tree begin, from what a visitor of
// trees keeps with it.
func startsOf(aux any) ([]int32, bool) {
	switch a := aux.(type) {
	case []int32:
		return a, true
	case *markedTree:
		return a.starts, true
	}
	return nil, false
}

// nextOp splits an instruction from a delta that was applied. src is where a
// copy comes from, or -1.
func nextOp(d []byte) (src, n int, rest []byte) {
	c := d[0]
	d = d[1:]
	if c&0x80 == 0 {
		return -1, int(c), d[c:]
	}
	src, n = copyOp(c, d)
	d = d[bits.OnesCount8(c&0x7f):]
	return src, n, d
}
