package gitsource

import (
	"context"

	"github.com/envguard/envguard/scanner"
)

// A blobVisitor hands contents to the scanner.
type blobVisitor struct {
	w      *wholeHistory
	k      int
	ctx    context.Context
	visit  func(int, *scanner.Version)
	v      scanner.Version
	repeat map[int32]string // paths that were written out; versions of a file come together
	copies []scanner.Copy
}

func (b *blobVisitor) path(g int32) string {
	p := b.w.h.pathOf[g]
	if b.w.h.objs[g].flags&objReached == 0 {
		return "object " + b.w.h.hash(g).String()[:12]
	}
	s, ok := b.repeat[p]
	if !ok {
		if len(b.repeat) > 4096 {
			clear(b.repeat)
		}
		s = b.w.h.path(p)
		b.repeat[p] = s
	}
	return s
}

func (b *blobVisitor) object(g int32, data []byte, base *frame, ops []byte) any {
	if b.ctx.Err() != nil {
		return nil
	}
	if data == nil {
		data = []byte{}
	}
	b.v = scanner.Version{Key: int(g), Data: data}
	b.v.Path, b.v.Size, b.v.Link = b.path(g), int64(len(data)), b.w.h.objs[g].flags&objLink != 0
	if base != nil {
		if b.v.Earlier, _ = base.aux.(*scanner.Known); b.v.Earlier != nil {
			b.copies = copiesOf(ops, b.copies[:0])
			b.v.Copies = b.copies
		}
	}
	b.visit(b.k, &b.v)
	if b.v.Known == nil {
		return nil
	}
	return b.v.Known
}

// copiesOf appends what a delta, which was applied, copies from its base.
func copiesOf(ops []byte, out []scanner.Copy) []scanner.Copy {
	at := 0
	cur := scanner.Copy{}
	end := func() {
		if cur.N >= scanner.MinCopy {
			out = append(out, cur)
		}
	}
	for len(ops) > 0 {
		src, n, rest := nextOp(ops)
		ops = rest
		if src >= 0 && src == cur.From+cur.N && at == cur.At+cur.N {
			cur.N += n
		} else if end(); src >= 0 {
			cur = scanner.Copy{At: at, From: src, N: n}
		} else {
			cur = scanner.Copy{}
		}
		at += n
	}
	end()
	return out
}

// failed lets the engine read the object: it may be too large for a forest, or
// another copy of it may be whole. If not, the error that it gives names it.
func (b *blobVisitor) failed(g int32, _ error) {
	if b.ctx.Err() != nil {
		return
	}
	path := b.path(g)
	v := scanner.Version{Key: int(g)}
	v.Path, v.Size, v.Link = path, -1, b.w.h.objs[g].flags&objLink != 0
	v.Open = b.w.r.object(b.ctx, path, b.w.h.hash(g).String())
	b.visit(b.k, &v)
}
