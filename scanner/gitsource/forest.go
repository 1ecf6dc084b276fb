package gitsource

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/adler32"
	"hash/crc32"
	"math/bits"
	"slices"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/envguard/envguard/scanner"
)

// Deltas make trees: the root is stored whole, and each child is made from its
// base while the base is in memory. Going through a tree depth first inflates
// every object once, where reading object by object inflates each base once for
// each object above it.
//
// What must be kept are the bases on the way to the root that have further
// children. The child with the largest tree below it comes last, and its base is
// let go before, so that this is no more than the logarithm of the tree's size,
// however long a chain of deltas is. Should they be larger than the budget all
// the same, those closest to the root are dropped and made again when their turn
// comes.

const (
	// maxForest is the size of the largest object that is put together in a
	// forest; larger ones are left to whoever can stream them.
	maxForest = maxDelta
	// forestBudget is how much of bases on the way to the root one worker keeps.
	forestBudget = 48 << 20
	// spareBudget is how much memory one worker keeps for the next objects.
	spareBudget = 16 << 20
	// rootBatch is how many delta trees a worker takes at once.
	rootBatch = 16
)

// A visitor sees the objects of a forest. Each worker has its own.
type visitor interface {
	// object is given the content of an object. For one that is made from a
	// delta, base is where it is and ops are the delta's instructions.
	// Data and ops are valid during the call. The result is kept with the
	// object while others are made from it.
	object(g int32, data []byte, base *frame, ops []byte) (aux any)
	// failed gets the reason why there is no content.
	failed(g int32, err error)
}

// A frame is an object on the way from a root to the current object.
type frame struct {
	g       int32
	data    []byte // nil if it was dropped to save memory
	aux     any
	next    int32 // the child whose turn it is
	heavy   int32 // the child that comes last, or -1
	dropped bool
}

// errTooLarge says that an object is too large for a forest.
var errTooLarge = errors.New("too large to be held in memory")

// weigh counts, for each object, the wanted ones in the delta tree below it.
func (t *table) weigh(wanted func(o *object) bool) (roots []int32) {
	for _, g := range slices.Backward(t.order) {
		o := &t.objs[g]
		if wanted(o) {
			o.weight++
		}
		if o.base >= 0 {
			t.objs[o.base].weight += o.weight
		} else if o.weight > 0 {
			roots = append(roots, g)
		}
	}
	slices.Reverse(roots)
	return roots
}

// unweigh makes ready for the next weighing.
func (t *table) unweigh() {
	for i := range t.objs {
		t.objs[i].weight = 0
	}
}

// forest goes through all delta trees that have wanted objects, in parallel.
// The error is that of ctx, or of memory that could not be read.
func (t *table) forest(ctx context.Context, workers int, wanted func(o *object) bool, newVisitor func(worker int) visitor) error {
	return t.forestWithin(ctx, forestBudget, workers, wanted, newVisitor)
}

func (t *table) forestWithin(ctx context.Context, budget, workers int, wanted func(o *object) bool, newVisitor func(worker int) visitor) error {
	t.unweigh()
	roots := t.weigh(wanted)
	// The heaviest first, so that no worker is left alone with one of them at
	// the end; the others in the order of the disk.
	total := 0
	for _, g := range roots {
		total += int(t.objs[g].weight)
	}
	heavy := max(64, total/(16*max(1, workers)))
	slices.SortStableFunc(roots, func(a, b int32) int {
		wa, wb := int(t.objs[a].weight), int(t.objs[b].weight)
		if wa < heavy {
			wa = 0
		}
		if wb < heavy {
			wb = 0
		}
		return wb - wa
	})
	workers = max(1, min(workers, len(roots)))
	var mu sync.Mutex
	rest := roots
	take := func() []int32 {
		mu.Lock()
		defer mu.Unlock()
		n := min(1, len(rest))
		if n > 0 && int(t.objs[rest[0]].weight) < heavy {
			n = min(rootBatch, len(rest))
		}
		batch := rest[:n]
		rest = rest[n:]
		return batch
	}
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for k := range workers {
		v := newVisitor(k)
		wg.Go(func() {
			defer scanner.Recover(&errs[k])
			w := &forester{t: t, v: v, wanted: wanted, budget: budget}
			for batch := take(); len(batch) > 0 && ctx.Err() == nil; batch = take() {
				for _, g := range batch {
					w.guarded(ctx, g)
				}
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	return errors.Join(errs...)
}

// A forester goes through delta trees.
type forester struct {
	t      *table
	v      visitor
	wanted func(o *object) bool
	stack  []frame
	held   int // bytes of the stack's data
	budget int // for them
	spare  [][]byte
	spared int
	z      deflater
}

// guarded is tree for packs that may be cut short meanwhile. What is left of
// the tree then is unread.
func (w *forester) guarded(ctx context.Context, root int32) {
	var err error
	func() {
		defer guard("reading the packs")(&err)
		w.tree(ctx, root)
	}()
	if err != nil {
		w.spare, w.spared = nil, 0
		w.fail(root, err)
	}
}

// tree goes through the tree below a root.
func (w *forester) tree(ctx context.Context, root int32) {
	defer func() { // a visitor may have stopped half-way
		for i := range w.stack {
			w.free(w.stack[i].data)
		}
		w.stack, w.held = w.stack[:0], 0
	}()
	data, err := w.whole(root)
	if err != nil {
		w.fail(root, err)
		return
	}
	w.push(root, data, nil, nil)
	for len(w.stack) > 0 && ctx.Err() == nil {
		f := &w.stack[len(w.stack)-1]
		c := f.next
		for c >= 0 && (c == f.heavy || w.t.objs[c].weight == 0) {
			c = w.t.objs[c].next
		}
		last := c < 0
		if last {
			c = f.heavy
			f.heavy = -1
		} else {
			f.next = w.t.objs[c].next
		}
		if c < 0 {
			w.pop()
			continue
		}
		base, err := w.content(len(w.stack) - 1)
		if err != nil {
			w.fail(c, err)
			if last {
				w.pop()
			}
			continue
		}
		data, delta, ops, err := w.child(c, base)
		if err != nil {
			w.free(delta)
			w.fail(c, err)
			if last {
				w.pop()
			}
			continue
		}
		if last {
			// The base goes before what is built on it is gone through.
			bottom := *f
			w.stack = w.stack[:len(w.stack)-1]
			w.held -= cap(bottom.data)
			w.push(c, data, &bottom, ops)
			w.free(bottom.data)
		} else {
			bottom := *f
			w.push(c, data, &bottom, ops)
		}
		w.free(delta)
	}
}

// push shows an object to the visitor and puts it on the stack.
func (w *forester) push(g int32, data []byte, base *frame, ops []byte) {
	o := &w.t.objs[g]
	var aux any
	if w.wanted(o) {
		aux = w.v.object(g, data, base, ops)
	}
	f := frame{g: g, data: data, aux: aux, next: o.child, heavy: -1}
	most := int32(0)
	for c := o.child; c >= 0; c = w.t.objs[c].next {
		if n := w.t.objs[c].weight; n > most {
			most, f.heavy = n, c
		}
	}
	if f.heavy < 0 {
		w.free(data)
		return
	}
	w.stack = append(w.stack, f)
	w.held += cap(data)
	for i := 0; w.held > w.budget && i < len(w.stack)-1; i++ {
		if f := &w.stack[i]; f.data != nil {
			w.held -= cap(f.data)
			f.data, f.dropped = nil, true
		}
	}
}

func (w *forester) pop() {
	f := &w.stack[len(w.stack)-1]
	w.held -= cap(f.data)
	w.free(f.data)
	w.stack = w.stack[:len(w.stack)-1]
}

// content returns the data of a frame, made again if it was dropped.
func (w *forester) content(i int) ([]byte, error) {
	f := &w.stack[i]
	if !f.dropped {
		return f.data, nil
	}
	// Its bases may have been let go: the way begins at the closest one that
	// is here, or at the root.
	var chain []int32
	var data []byte
	owned := false
	for g := f.g; g >= 0 && data == nil; g = w.t.objs[g].base {
		if k := slices.IndexFunc(w.stack[:i], func(f frame) bool { return f.g == g && !f.dropped }); k >= 0 {
			data = w.stack[k].data
			break
		}
		chain = append(chain, g)
	}
	if data == nil {
		root := chain[len(chain)-1]
		chain = chain[:len(chain)-1]
		var err error
		if data, err = w.whole(root); err != nil {
			return nil, err
		}
		owned = true
	}
	for _, g := range slices.Backward(chain) {
		next, delta, _, err := w.child(g, data)
		w.free(delta)
		if owned {
			w.free(data)
		}
		if err != nil {
			return nil, err
		}
		data, owned = next, true
	}
	if !owned {
		data = bytes.Clone(data)
	}
	f.data, f.dropped = data, false
	w.held += cap(data)
	return data, nil
}

// fail says the visitor that an object and all that is built on it cannot be
// made.
func (w *forester) fail(g int32, err error) {
	pending := []int32{g}
	for len(pending) > 0 {
		g := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		o := &w.t.objs[g]
		if w.wanted(o) {
			w.v.failed(g, err)
		}
		for c := o.child; c >= 0; c = w.t.objs[c].next {
			if w.t.objs[c].weight > 0 {
				pending = append(pending, c)
			}
		}
	}
}

// whole returns the content of a root.
func (w *forester) whole(g int32) ([]byte, error) {
	o := &w.t.objs[g]
	if o.size > maxForest {
		return nil, errTooLarge
	}
	if o.flags&objBroken != 0 {
		return nil, errDamaged
	}
	p := w.t.packOf(g)
	if p == nil {
		_, data, err := w.t.s.read(w.t.hash(g), maxForest)
		return data, err
	}
	return w.inflate(p, g)
}

// child makes an object from its base. delta is to be freed, even after an error.
func (w *forester) child(g int32, base []byte) (data, delta, ops []byte, err error) {
	o := &w.t.objs[g]
	if o.flags&objBroken != 0 {
		return nil, nil, nil, errDamaged
	}
	if o.size > maxForest {
		return nil, nil, nil, errTooLarge
	}
	if delta, err = w.inflate(w.t.packOf(g), g); err != nil {
		return nil, nil, nil, err
	}
	from, rest, err := deltaVarint(delta)
	if err != nil || from != int64(len(base)) {
		return nil, delta, nil, errDelta
	}
	size, ops, err := deltaVarint(rest)
	switch {
	case err != nil:
		return nil, delta, nil, err
	case size > maxForest:
		return nil, delta, nil, errTooLarge
	case !deltaFits(ops, size):
		return nil, delta, nil, errDelta
	}
	data = w.get(int(size))
	if err := applyOps(data, base, ops); err != nil {
		w.free(data)
		return nil, delta, nil, err
	}
	return data, delta, ops, nil
}

// deltaFits reports whether instructions make as many bytes as declared, so that
// no memory is reserved for a lie.
func deltaFits(d []byte, size int64) bool {
	total := int64(0)
	for len(d) > 0 {
		c := d[0]
		d = d[1:]
		n := int64(c)
		if c&0x80 != 0 {
			k := bits.OnesCount8(c & 0x7f)
			if k > len(d) {
				return false
			}
			_, m := copyOp(c, d)
			n, d = int64(m), d[k:]
		} else if n > int64(len(d)) {
			return false
		} else {
			d = d[n:]
		}
		total += n
	}
	return total == size
}

// inflate returns what a pack holds of an object, after holding it against the
// checksum that the index has of it, and its own.
func (w *forester) inflate(p *tablePack, g int32) ([]byte, error) {
	o := &w.t.objs[g]
	packed := p.dat[o.off:w.t.end(p, g)]
	if crc32.ChecksumIEEE(packed) != p.crc(g) {
		return nil, fmt.Errorf("%w: its checksum in the pack is wrong", errDamaged)
	}
	b := packed[o.head:]
	if o.size > int64(len(b))*maxRatio || len(b) < 6 ||
		b[0]&15 != 8 || binary.BigEndian.Uint16(b)%31 != 0 || b[1]&0x20 != 0 {
		return nil, errDamaged
	}
	// What follows in the pack, its checksum at the least, may be looked at.
	src := p.dat[o.off+int64(o.head)+2:]
	data := w.get(int(o.size) + deflateSlack)
	n, err := w.z.inflate(data, src, int(o.size))
	data = data[:o.size]
	if rest := b[2:]; err == nil && (n+4 > len(rest) || adler32.Checksum(data) != binary.BigEndian.Uint32(rest[n:])) {
		err = errors.New("its checksum is wrong")
	}
	if err != nil {
		w.free(data)
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	return data, nil
}

// get returns memory of a length with undefined content.
func (w *forester) get(n int) []byte {
	for i, b := range slices.Backward(w.spare) {
		if cap(b) >= n && cap(b)/8 <= n+512 {
			w.spare[i] = w.spare[len(w.spare)-1]
			w.spare = w.spare[:len(w.spare)-1]
			w.spared -= cap(b)
			return b[:n]
		}
	}
	return make([]byte, n, n+n/8+64)
}

// free takes memory back.
func (w *forester) free(b []byte) {
	if cap(b) == 0 || cap(b) > spareBudget/2 {
		return
	}
	for len(w.spare) > 0 && (w.spared+cap(b) > spareBudget || len(w.spare) >= 16) {
		w.spared -= cap(w.spare[0])
		w.spare = append(w.spare[:0], w.spare[1:]...)
	}
	w.spare = append(w.spare, b)
	w.spared += cap(b)
}

// isBlob and the like are what forests are asked for.
func isType(t plumbing.ObjectType) func(o *object) bool {
	return func(o *object) bool { return o.typ == t && o.flags&objTwin == 0 }
}
