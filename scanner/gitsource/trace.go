package gitsource

import (
	"bytes"
	"context"
	"math"
	"math/bits"
	"sort"

	"github.com/go-git/go-git/v5/plumbing"
)

// Where content was found is asked only for content with findings, all of it at
// once: the trees are gone through a second time, but only the delta trees that
// can hold what leads to it; then one pass over the commits, parents first,
// compares each commit's tree with those of all of its parents.

// objFamily marks the trees that are gone through.
const objFamily = 1 << 6

// objElsewhere marks what only references reach that were not asked for.
const objElsewhere = 1 << 7

// A markedTree is a tree with its entries that lead to something wanted.
type markedTree struct {
	starts []int32
	marks  []mark
}

type mark struct {
	pos int32
	e   ownEntry
}

// A tracer knows which trees lead to wanted blobs.
type tracer struct {
	h     *history
	parts []treePart
	spans []ownSpan
}

// newTracer marks the ways to blobs.
func (h *history) newTracer(ctx context.Context, workers int, blobs []int32) (*tracer, error) {
	for i := range h.objs {
		h.objs[i].flags &^= objWanted | objFamily
	}
	for _, g := range blobs {
		h.objs[g].flags |= objWanted
	}
	h.markFamilies()
	workers = min(workers, maxWorkers)
	t := &tracer{h: h, parts: make([]treePart, workers), spans: make([]ownSpan, len(h.objs))}
	wanted := func(o *object) bool { return o.flags&(objFamily|objTwin) == objFamily }
	err := h.forest(ctx, workers, wanted, func(k int) visitor {
		t.parts[k].names = map[string]int32{}
		return &markVisitor{t: t, part: &t.parts[k], k: uint8(k)}
	})
	h.mergeNames(t.parts)
	return t, err
}

// markFamilies marks the delta trees in which a tree leads to a wanted blob.
// Whatever a tree has is an own entry of it, or of one of its bases.
func (h *history) markFamilies() {
	root := make([]int32, len(h.objs))
	for _, g := range h.order {
		root[g] = g
		if b := h.objs[g].base; b >= 0 {
			root[g] = root[b]
		}
	}
	family := make([]bool, len(h.objs))
	for again := true; again; {
		again = false
		for g := range h.own {
			span := &h.own[g]
			if span.n == 0 || family[root[g]] {
				continue
			}
			for _, e := range h.parts[span.part].entries[span.from : span.from+span.n] {
				if e.child < 0 {
					continue
				}
				c := &h.objs[e.child]
				if c.flags&objWanted != 0 || c.typ == plumbing.TreeObject && family[root[e.child]] {
					family[root[g]], again = true, true
					break
				}
			}
		}
	}
	for g := range h.objs {
		if o := &h.objs[g]; o.typ == plumbing.TreeObject && family[root[g]] {
			o.flags |= objFamily
		}
	}
}

type markVisitor struct {
	t    *tracer
	part *treePart
	k    uint8
}

func (v *markVisitor) object(g int32, data []byte, base *frame, ops []byte) any {
	m := &markedTree{}
	var old []mark
	if base != nil {
		if b, ok := base.aux.(*markedTree); ok {
			old = b.marks
		}
	}
	own := func(pos int32, e treeEntry) {
		c := v.t.h.find(e.id)
		if c < 0 || v.t.h.objs[c].flags&(objWanted|objFamily) == 0 {
			return
		}
		from := len(v.part.entries)
		v.part.add(v.t.h.table, e)
		if len(v.part.entries) > from {
			m.marks = append(m.marks, mark{pos, v.part.entries[from]})
			v.part.entries = v.part.entries[:from]
		}
	}
	inherit := func(from, to, shift int32) {
		i := sort.Search(len(old), func(k int) bool { return old[k].pos >= from })
		for ; i < len(old) && old[i].pos < to; i++ {
			m.marks = append(m.marks, mark{old[i].pos + shift, old[i].e})
		}
	}
	starts, _, err := treeEntries(data, base, ops, own, inherit)
	if err != nil {
		return nil // it was named before
	}
	m.starts = starts
	span := ownSpan{from: int32(len(v.part.entries)), part: v.k}
	for _, k := range m.marks {
		v.part.entries = append(v.part.entries, k.e)
	}
	span.n = int32(len(v.part.entries)) - span.from
	v.t.spans[g] = span
	return m
}

func (v *markVisitor) failed(int32, error) {}

// marks returns the entries of a tree that lead to something wanted.
func (t *tracer) marks(tree int32) []ownEntry {
	if tree < 0 {
		return nil
	}
	s := t.spans[tree]
	if s.n == 0 {
		return nil
	}
	return t.parts[s.part].entries[s.from : s.from+s.n]
}

// introduced calls f for each wanted blob that a tree has at a path where none of
// others has it.
func (t *tracer) introduced(tree int32, others []int32, path int32, f func(g, path int32)) {
	for _, o := range others {
		if o == tree {
			return
		}
	}
next:
	for _, e := range t.marks(tree) {
		var below []int32
		for _, o := range others {
			for _, x := range t.marks(o) {
				if x.name != e.name {
					continue
				}
				if x.child == e.child {
					continue next
				}
				if x.kind == kindTree {
					below = append(below, x.child)
				}
			}
		}
		at := t.h.child(path, e.name)
		if e.kind == kindTree {
			t.introduced(e.child, below, at, f)
		} else {
			f(e.child, at)
		}
	}
}

// An appearance is the first commit that brought a blob to a path.
type appearance struct{ path, commit int32 }

// appearances returns where blobs came from, by number, and the commits' ages. order
// is as [history.walk] returns it.
func (t *tracer) appearances(ctx context.Context, order []int32) (map[int32][]appearance, []int64, error) {
	out := map[int32][]appearance{}
	ages := t.h.ages(order)
	earlier := func(a, b int32) bool {
		if x, y := ages[t.h.at[a]], ages[t.h.at[b]]; x != y {
			return x < y
		}
		x, y := t.h.hash(a), t.h.hash(b)
		return bytes.Compare(x[:], y[:]) < 0
	}
	var others []int32
	for i, g := range order {
		if i&0xfff == 0 && ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		c := t.h.commitAt(g)
		if len(t.marks(c.tree)) == 0 {
			continue
		}
		others = others[:0]
		if !t.h.shallow[t.h.hash(g)] {
			for _, p := range c.parents {
				if pc := t.h.commitAt(t.h.find(p[:])); pc != nil && pc.tree >= 0 {
					others = append(others, pc.tree)
				}
			}
		}
		t.introduced(c.tree, others, 0, func(blob, path int32) {
			list := out[blob]
			for k := range list {
				if list[k].path == path {
					if earlier(g, list[k].commit) {
						list[k].commit = g
					}
					return
				}
			}
			out[blob] = append(list, appearance{path, g})
		})
	}
	for _, list := range out {
		sort.SliceStable(list, func(i, j int) bool {
			return earlier(list[i].commit, list[j].commit)
		})
	}
	return out, ages, nil
}

// ages returns the time of each commit of order, by its position in h.commits:
// the committer's, or a second more than a parent's where that is later.
func (h *history) ages(order []int32) []int64 {
	ages := make([]int64, len(h.commits))
	for _, g := range order {
		c := &h.commits[h.at[g]]
		age := c.when
		if !h.shallow[h.hash(g)] {
			for _, p := range c.parents {
				if n := h.find(p[:]); n >= 0 && h.at[n] >= 0 {
					age = laterThan(age, ages[h.at[n]])
				}
			}
		}
		ages[h.at[g]] = age
	}
	return ages
}

// laterThan returns the age of a commit from its parent's age. Commits that a
// rebase made within a second keep their order, and a wrong clock does not put a
// commit in front of its parent.
func laterThan(age, parent int64) int64 {
	if parent < math.MaxInt64 {
		parent++
	}
	return max(age, parent)
}

// below adds the wanted blobs that a tree holds to found.
func (t *tracer) below(tree int32, found map[int32]bool) {
	t.introduced(tree, nil, 0, func(g, _ int32) { found[g] = true })
}

// containing calls found for each of some commits and each of the tips that
// reaches it: with the commit's position and the tip's.
func (h *history) containing(order, commits, tips []int32, found func(commit, tip int)) {
	// The parents' positions in h.commits, looked up once.
	ends := make([]int32, len(order))
	parents := make([]int32, 0, len(order)+len(order)/4)
	for i, g := range order {
		if !h.shallow[h.hash(g)] {
			for _, p := range h.commits[h.at[g]].parents {
				if n := h.find(p[:]); n >= 0 && h.at[n] >= 0 {
					parents = append(parents, h.at[n])
				}
			}
		}
		ends[i] = int32(len(parents))
	}
	masks := make([]uint64, len(h.commits))
	for from := 0; from < len(commits); from += 64 {
		batch := commits[from:min(from+64, len(commits))]
		clear(masks)
		for i, g := range batch {
			masks[h.at[g]] |= 1 << i
		}
		first := int32(0)
		for i, g := range order {
			m := &masks[h.at[g]]
			for _, p := range parents[first:ends[i]] {
				*m |= masks[p]
			}
			first = ends[i]
		}
		for i, tip := range tips {
			if tip < 0 || h.at[tip] < 0 {
				continue
			}
			for m := masks[h.at[tip]]; m != 0; m &= m - 1 {
				found(from+bits.TrailingZeros64(m), i)
			}
		}
	}
}
