package gitsource

import (
	"errors"
	"math/bits"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"
)

var errDelta = errors.New("bad delta")

// deltaVarint reads a size.
func deltaVarint(b []byte) (int64, []byte, error) {
	v := int64(0)
	for shift := 0; shift <= 56; shift += 7 {
		if len(b) == 0 {
			break
		}
		c := b[0]
		b = b[1:]
		v |= int64(c&0x7f) << shift
		if c&0x80 == 0 {
			return v, b, nil
		}
	}
	return 0, nil, errDelta
}

// deltaSize returns the size of a delta's result, if it is one for a base of
// a certain size.
func deltaSize(delta []byte, base int) (int64, error) {
	from, rest, err := deltaVarint(delta)
	if err != nil || from != int64(base) {
		return 0, errDelta
	}
	size, _, err := deltaVarint(rest)
	return size, err
}

// applyDelta makes an object from its base. The size that the delta declares
// must have been checked: so much memory is reserved.
func applyDelta(base, delta []byte) ([]byte, error) {
	_, d, err := deltaVarint(delta)
	if err != nil {
		return nil, err
	}
	size, d, err := deltaVarint(d)
	if err != nil {
		return nil, err
	}
	out := make([]byte, size)
	if err := applyOps(out, base, d); err != nil {
		return nil, err
	}
	return out, nil
}

// applyOps fills out, which has the size that the delta declares, by the
// delta's instructions.
func applyOps(out, base, d []byte) error {
	o := 0
	for len(d) > 0 {
		c := d[0]
		d = d[1:]
		if c&0x80 == 0 { // insert
			n := int(c)
			if n == 0 || n > len(d) || n > len(out)-o {
				return errDelta
			}
			copy(out[o:], d[:n])
			d = d[n:]
			o += n
			continue
		}
		k := bits.OnesCount8(c & 0x7f)
		if k > len(d) {
			return errDelta
		}
		off, n := copyOp(c, d)
		d = d[k:]
		if off > len(base) || n > len(base)-off || n > len(out)-o {
			return errDelta
		}
		if n <= 16 && len(base)-off >= 16 && len(out)-o >= 16 {
			// Without a call; what is too much is written over.
			*(*[16]byte)(out[o:]) = *(*[16]byte)(base[off:])
		} else {
			copy(out[o:], base[off:off+n])
		}
		o += n
	}
	if o != len(out) {
		return errDelta
	}
	return nil
}

// copyOp returns the operands of a copy instruction c. They take as many bytes of
// d as c has bits below the highest.
func copyOp(c byte, d []byte) (off, n int) {
	i := 0
	if c&1 != 0 {
		off = int(d[i])
		i++
	}
	if c&2 != 0 {
		off |= int(d[i]) << 8
		i++
	}
	if c&4 != 0 {
		off |= int(d[i]) << 16
		i++
	}
	if c&8 != 0 {
		off |= int(d[i]) << 24
		i++
	}
	if c&16 != 0 {
		n = int(d[i])
		i++
	}
	if c&32 != 0 {
		n |= int(d[i]) << 8
		i++
	}
	if c&64 != 0 {
		n |= int(d[i]) << 16
	}
	if n == 0 {
		n = 0x10000
	}
	return off, n
}

const (
	maxBases    = 8 << 20 // bytes that the cache keeps
	maxBaseSize = 1 << 20 // of one base
)

type baseKey struct {
	p   *pack
	off int64
}

type base struct {
	t    plumbing.ObjectType
	data []byte
}

// A baseCache keeps bases of deltas, as neighbors in a pack share them. The
// oldest goes first.
type baseCache struct {
	mu    sync.Mutex
	m     map[baseKey]base
	order []baseKey
	bytes int
}

func (c *baseCache) get(k baseKey) (plumbing.ObjectType, []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	b := c.m[k]
	return b.t, b.data
}

func (c *baseCache) put(k baseKey, t plumbing.ObjectType, data []byte) {
	if len(data) > maxBaseSize {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.m[k]; ok {
		return
	}
	if c.m == nil {
		c.m = make(map[baseKey]base)
	}
	c.m[k] = base{t, data}
	c.order = append(c.order, k)
	for c.bytes += len(data); c.bytes > maxBases; {
		old := c.order[0]
		c.order = c.order[1:]
		c.bytes -= len(c.m[old].data)
		delete(c.m, old)
	}
}
