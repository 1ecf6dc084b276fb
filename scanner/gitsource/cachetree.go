package gitsource

import (
	"bytes"

	"github.com/go-git/go-git/v5/plumbing"
)

// A cacheTree is the index's cache-tree: for each folder the tree that its
// entries would make. A node is decoded when it is asked for.
type cacheTree struct {
	data  []byte
	nodes []cacheNode
}

// A cacheNode is where a folder is written.
type cacheNode struct {
	off  int32
	kids int32
	next int32 // the node behind this one and all below it
}

// noNode means a folder that the cache-tree does not know.
const noNode = int32(-1)

// parseCacheTree reads the extension; without nodes if it makes no sense. It
// is a shortcut only, so that a damaged one is no error.
func parseCacheTree(data []byte) cacheTree {
	if len(data) > 1<<30 {
		return cacheTree{}
	}
	type open struct{ i, left int32 }
	var stack []open
	nodes := make([]cacheNode, 0, len(data)/28+1)
	b := data
	for {
		off := int32(len(data) - len(b))
		z := bytes.IndexByte(b, 0)
		if z < 0 {
			return cacheTree{}
		}
		count, rest, ok := number(b[z+1:], ' ')
		if !ok {
			return cacheTree{}
		}
		kids, rest, ok := number(rest, '\n')
		if !ok || kids < 0 {
			return cacheTree{}
		}
		if count >= 0 {
			if len(rest) < hashSize {
				return cacheTree{}
			}
			rest = rest[hashSize:]
		}
		b = rest
		i := int32(len(nodes))
		nodes = append(nodes, cacheNode{off: off, kids: kids, next: i + 1})
		if kids > 0 {
			stack = append(stack, open{i, kids})
			continue
		}
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			if top.left--; top.left > 0 {
				break
			}
			nodes[top.i].next = int32(len(nodes))
			stack = stack[:len(stack)-1]
		}
		if len(stack) == 0 {
			return cacheTree{data, nodes}
		}
	}
}

// name returns a folder's name.
func (t *cacheTree) name(i int32) []byte {
	b := t.data[t.nodes[i].off:]
	return b[:bytes.IndexByte(b, 0)]
}

// entries returns how many entries are below a folder and the tree that they
// make; 0 if they have changed since that was known.
func (t *cacheTree) entries(i int32) (count int, id []byte) {
	b := t.data[t.nodes[i].off:]
	n, b, _ := number(b[bytes.IndexByte(b, 0)+1:], ' ')
	if n <= 0 {
		return 0, nil
	}
	_, b, _ = number(b, '\n')
	return int(n), b[:hashSize]
}

// number reads a decimal number and the byte after it.
func number(b []byte, end byte) (int32, []byte, bool) {
	z := bytes.IndexByte(b[:min(len(b), 12)], end)
	if z <= 0 {
		return 0, nil, false
	}
	digits, sign := b[:z], int32(1)
	if digits[0] == '-' {
		digits, sign = digits[1:], -1
	}
	if len(digits) == 0 || len(digits) > 9 {
		return 0, nil, false
	}
	v := int32(0)
	for _, c := range digits {
		if !isDigit(c) {
			return 0, nil, false
		}
		v = v*10 + int32(c-'0')
	}
	return v * sign, b[z+1:], true
}

// A cacheKids finds the folders in a folder of the cache-tree.
type cacheKids struct {
	tree *cacheTree
	at   []int32
}

func (t *cacheTree) kidsOf(i int32) cacheKids {
	k := cacheKids{tree: t}
	if i == noNode || t.nodes[i].kids == 0 {
		return k
	}
	k.at = make([]int32, 0, t.nodes[i].kids)
	var last []byte
	for c, left := i+1, t.nodes[i].kids; left > 0; left-- {
		name := t.name(c)
		if last != nil && compareCacheNames(last, name) >= 0 {
			return cacheKids{} // written by someone else than git
		}
		last = name
		k.at = append(k.at, c)
		c = t.nodes[c].next
	}
	return k
}

// find returns the node of a folder, or noNode.
func (k *cacheKids) find(name []byte) int32 {
	lo, hi := 0, len(k.at)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		switch c := compareCacheNames(k.tree.name(k.at[m]), name); {
		case c == 0:
			return k.at[m]
		case c < 0:
			lo = m + 1
		default:
			hi = m
		}
	}
	return noNode
}

// compareCacheNames is the order of folders in the cache-tree: by length, then
// by bytes.
func compareCacheNames(a, b []byte) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return bytes.Compare(a, b)
}

// covers returns how many entries from the cursor on are those of a folder
// that makes the tree id; 0 if it does not, or if it is not sure: as many as
// the node says must have the prefix, and no more. probe is a cursor to use.
func (t *cacheTree) covers(i int32, c, probe *cursor, prefix []byte, id plumbing.Hash) int {
	count, has := t.entries(i)
	if count == 0 || !bytes.Equal(has, id[:]) || count > c.ix.n-c.i {
		return 0
	}
	probe.seek(c.i + count - 1)
	if !bytes.HasPrefix(probe.name, prefix) {
		return 0
	}
	probe.step()
	if probe.valid() && bytes.HasPrefix(probe.name, prefix) {
		return 0
	}
	return count
}
