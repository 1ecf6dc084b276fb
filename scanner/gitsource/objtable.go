package gitsource

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // git's checksums
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"io/fs"
	"math"
	"path/filepath"
	"sort"

	"github.com/go-git/go-git/v5/plumbing"
)

// A table knows every object of a repository, packed or loose, once. Reading
// history is a matter of going through all of them in the order in which they
// lie on the disk; looking them up one by one takes ten times as long.
//
// An object is known by its number: objects of a pack have consecutive ones, in
// the order of their offsets, so that neighbors in numbers are neighbors in
// memory. Where several packs have an object, the others are twins of the first:
// they serve as bases of deltas in their own pack and are otherwise left alone.
type table struct {
	s     *store
	packs []tablePack
	loose []plumbing.Hash // the numbers behind those of the packs
	objs  []object
	order []int32 // numbers, each behind its base's
	slots []uint32
	seed  maphash.Seed
	skips []error // packs and folders that could not be read
}

type tablePack struct {
	*pack
	dat   []byte
	first int      // number of its first object
	pos   []uint32 // number, from first, to position in the index
}

// An object is what the table knows of one.
type object struct {
	off    int64 // in its pack
	size   int64 // of the object, or of the delta
	base   int32 // number, or -1
	child  int32 // the first object whose base it is, or -1
	next   int32 // the next object with the same base, or -1
	weight int32 // wanted objects in its delta tree, itself included
	typ    plumbing.ObjectType
	head   uint8 // bytes from off to the compressed data
	delta  bool
	flags  uint8
}

const (
	objTwin     = 1 << iota // another pack has it, too
	objReached              // from the start of the history
	objLink                 // a symbolic link's target
	objWanted               // see history.trace
	objBroken               // cannot be put together from the table
	objFollowed             // the commit was walked
)

// maxObjects bounds the table: numbers are int32.
const maxObjects = math.MaxInt32 - 1

// newTable reads the indexes of all packs, the headers of all objects in them,
// and lists the loose objects.
func newTable(s *store) (t *table, err error) {
	defer guard("reading the packs")(&err)
	t = &table{s: s, seed: maphash.MakeSeed()}
	l, err := s.list(false)
	if err != nil {
		return nil, err
	}
	if l.err != nil {
		t.skips = append(t.skips, l.err)
	}
	if l.orphan {
		return nil, errNoIndex
	}
	n := 0
	for _, p := range l.packs {
		if err := p.open(); err != nil {
			if isAbsent(err) || errors.Is(err, errUnsupported) {
				// One that a repack took away, or a form that git knows.
				return nil, fmt.Errorf("%w: %w", err, errUnsupported)
			}
			t.skips = append(t.skips, err)
			continue
		}
		dat, err := p.data()
		if err == nil {
			err = checkIdxSum(p.idx)
		}
		if err != nil {
			t.skips = append(t.skips, fmt.Errorf("reading pack %s: %w", p.base, err))
			continue
		}
		t.packs = append(t.packs, tablePack{pack: p, dat: dat, first: n})
		n += p.n
		if n > maxObjects {
			return nil, fmt.Errorf("more than %d objects: %w", maxObjects, errUnsupported)
		}
	}
	loose := t.listLoose()
	t.objs = make([]object, n, n+len(loose))
	t.slots = make([]uint32, slotsFor(n+len(loose)))
	for i := range t.packs {
		t.number(&t.packs[i])
	}
	for i := range t.packs {
		t.readHeaders(&t.packs[i])
	}
	t.addLoose(loose)
	t.resolveTypes()
	return t, nil
}

func slotsFor(n int) int {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return size
}

// checkIdxSum verifies an index's own checksum: its checksums of the objects
// are trusted from then on.
func checkIdxSum(idx []byte) error {
	body := idx[:len(idx)-hashSize]
	if sum := sha1.Sum(body); !bytes.Equal(sum[:], idx[len(body):]) { //nolint:gosec // git's checksums
		return errors.New("its index is damaged: the checksum is wrong")
	}
	return nil
}

// number gives the objects of a pack their numbers, by offset.
func (t *table) number(p *tablePack) {
	keys := make([]uint64, p.n)
	p.pos = make([]uint32, p.n)
	top := uint64(0)
	for i := range keys {
		keys[i] = uint64(p.offset(i)) // -1 becomes the last
		p.pos[i] = uint32(i)
		top = max(top, keys[i])
	}
	sortByKey(keys, p.pos, top)
	for i, off := range keys {
		g := p.first + i
		t.objs[g] = object{off: int64(off), base: -1, child: -1, next: -1}
		if !t.insert(p.id(int(p.pos[i])), uint32(g)) {
			t.objs[g].flags |= objTwin
		}
	}
}

// sortByKey sorts keys, and with them pos: a radix sort, as comparing a million
// offsets takes longer than reading what is there.
func sortByKey(keys []uint64, pos []uint32, top uint64) {
	const bits = 11
	keys2, pos2 := make([]uint64, len(keys)), make([]uint32, len(pos))
	from, to := keys, keys2
	fromPos, toPos := pos, pos2
	for shift := 0; shift < 64 && top>>shift > 0; shift += bits {
		var count [1 << bits]int
		for _, k := range from {
			count[k>>shift&(1<<bits-1)]++
		}
		sum := 0
		for i, c := range count {
			count[i] = sum
			sum += c
		}
		for i, k := range from {
			at := &count[k>>shift&(1<<bits-1)]
			to[*at], toPos[*at] = k, fromPos[i]
			*at++
		}
		from, to, fromPos, toPos = to, from, toPos, fromPos
	}
	if len(keys) > 0 && &from[0] != &keys[0] {
		copy(keys, from)
		copy(pos, fromPos)
	}
}

// insert adds a number under an id, unless the id is known already.
func (t *table) insert(id []byte, g uint32) bool {
	mask := uint64(len(t.slots) - 1)
	for h := maphash.Bytes(t.seed, id) & mask; ; h = (h + 1) & mask {
		if t.slots[h] == 0 {
			t.slots[h] = g + 1
			return true
		}
		if bytes.Equal(t.id(int32(t.slots[h]-1)), id) {
			return false
		}
	}
}

// find returns the number of an id, or -1.
func (t *table) find(id []byte) int32 {
	mask := uint64(len(t.slots) - 1)
	for h := maphash.Bytes(t.seed, id) & mask; t.slots[h] != 0; h = (h + 1) & mask {
		if g := int32(t.slots[h] - 1); bytes.Equal(t.id(g), id) {
			return g
		}
	}
	return -1
}

// packOf returns the pack of a number, nil for a loose object.
func (t *table) packOf(g int32) *tablePack {
	for i := range t.packs {
		if p := &t.packs[i]; int(g) < p.first+p.n {
			return p
		}
	}
	return nil
}

// id returns the id of a number.
func (t *table) id(g int32) []byte {
	p := t.packOf(g)
	if p == nil {
		return t.loose[int(g)-t.packed()][:]
	}
	return p.pack.id(int(p.pos[int(g)-p.first]))
}

func (t *table) hash(g int32) plumbing.Hash { return plumbing.Hash(t.id(g)) }

// packed is how many numbers the packs have.
func (t *table) packed() int {
	if len(t.packs) == 0 {
		return 0
	}
	p := &t.packs[len(t.packs)-1]
	return p.first + p.n
}

// end returns where the object behind g begins in its pack.
func (t *table) end(p *tablePack, g int32) int64 {
	limit := int64(len(p.dat) - hashSize)
	if int(g)+1 < p.first+p.n {
		return min(limit, t.objs[g+1].off)
	}
	return limit
}

// readHeaders reads the headers of a pack's objects and finds their bases.
func (t *table) readHeaders(p *tablePack) {
	for i := range p.n {
		g := int32(p.first + i)
		o := &t.objs[g]
		e, err := parseEntry(p.dat, o.off)
		if err != nil {
			o.flags |= objBroken
			continue
		}
		head := int64(len(p.dat)-hashSize-len(e.data)) - o.off
		if end := t.end(p, g); o.off+head > end || e.size/maxRatio > end-o.off {
			o.flags |= objBroken // it reaches into the next one, or lies about its size
			continue
		}
		o.size, o.head, o.typ = e.size, uint8(head), e.t
		switch e.t {
		case plumbing.OFSDeltaObject:
			o.delta = true
			if o.base = t.before(p, g, e.baseOff); o.base < 0 {
				o.flags |= objBroken
			}
		case plumbing.REFDeltaObject:
			o.delta = true
			// Its own pack first: another one may be taken away.
			if k, ok := p.search(e.baseID[:]); ok {
				o.base = t.before(p, int32(p.first+p.n), p.offset(k))
			} else if o.base = t.find(e.baseID[:]); o.base < 0 {
				o.base = -2 // loose, or not there; see addLoose
			}
		}
	}
}

// before returns the number of the object at an offset, searching backwards
// from g: a base lies close in front of its deltas.
func (t *table) before(p *tablePack, g int32, off int64) int32 {
	hi, step := int(g), 1
	lo := hi - step
	for lo > p.first && t.objs[lo].off > off {
		hi, step = lo, 2*step
		lo = hi - step
	}
	lo = max(lo, p.first)
	i := lo + sort.Search(hi-lo, func(k int) bool { return t.objs[lo+k].off >= off })
	if i < hi && t.objs[i].off == off {
		return int32(i)
	}
	return -1
}

// listLoose returns the ids of the loose objects.
func (t *table) listLoose() []plumbing.Hash {
	var ids []plumbing.Hash
	const digits = "0123456789abcdef"
	for _, d := range t.s.dirs {
		for i := range 256 {
			sub := string([]byte{digits[i>>4], digits[i&15]})
			files, err := readDir(filepath.Join(d, sub))
			if err != nil {
				// The others are read all the same. Of a folder that cannot be
				// listed, what the history reaches is opened by its name.
				if !errors.Is(err, fs.ErrNotExist) {
					t.skips = append(t.skips, fmt.Errorf("listing objects: %w", err))
				}
				continue
			}
			for _, f := range files {
				if id, err := parseID(sub + f.Name()); err == nil {
					ids = append(ids, id)
				}
			}
		}
	}
	return ids
}

// addLoose adds the loose objects that no pack has, and finds the bases that
// are among them.
func (t *table) addLoose(ids []plumbing.Hash) {
	for _, id := range ids {
		g := len(t.objs)
		t.loose = append(t.loose, id)
		if !t.insert(id[:], uint32(g)) {
			t.loose = t.loose[:len(t.loose)-1]
			continue
		}
		o := object{base: -1, child: -1, next: -1}
		f, err := t.s.openLoose(id)
		if err == nil {
			var r *verifiedReader
			if o.typ, r, err = t.s.streamLoose(id, f); err == nil {
				o.size = r.size
				r.Close()
			}
		}
		if err != nil {
			o.flags |= objBroken
		}
		t.objs = append(t.objs, o)
	}
	for i := range t.packs {
		p := &t.packs[i]
		for g := int32(p.first); int(g) < p.first+p.n; g++ {
			o := &t.objs[g]
			if o.base != -2 {
				continue
			}
			o.base = -1
			if e, err := parseEntry(p.dat, o.off); err == nil {
				o.base = t.find(e.baseID[:])
			}
			if o.base < 0 {
				o.flags |= objBroken
			}
		}
	}
}

// resolveTypes links bases with what is built on them, gives deltas the type of
// their base, and orders the numbers. What is left out hangs on a base that is
// not there, or on itself.
func (t *table) resolveTypes() {
	for g := int32(len(t.objs)) - 1; g >= 0; g-- {
		if o := &t.objs[g]; o.base >= 0 {
			o.next = t.objs[o.base].child
			t.objs[o.base].child = g
		}
	}
	t.order = make([]int32, 0, len(t.objs))
	for g := range t.objs {
		if o := &t.objs[g]; !o.delta {
			t.order = append(t.order, int32(g))
		}
	}
	for i := 0; i < len(t.order); i++ {
		o := &t.objs[t.order[i]]
		for c := o.child; c >= 0; c = t.objs[c].next {
			t.objs[c].typ = o.typ
			t.objs[c].flags |= o.flags & objBroken
			t.order = append(t.order, c)
		}
	}
	if len(t.order) == len(t.objs) {
		return
	}
	seen := make([]bool, len(t.objs))
	for _, g := range t.order {
		seen[g] = true
	}
	for g := range t.objs {
		if !seen[g] {
			o := &t.objs[g]
			o.base, o.typ = -1, plumbing.InvalidObject
			o.flags |= objBroken
		}
	}
}

// crc returns the checksum that the index has of an object as it is packed.
func (p *tablePack) crc(g int32) uint32 {
	return binary.BigEndian.Uint32(p.idx[idxIDs+p.n*hashSize+4*int(p.pos[int(g)-p.first]):])
}
