package gitsource

import (
	"bytes"
	"sort"

	"github.com/go-git/go-git/v5/plumbing"
)

// A cacheNode is a folder in the index's cache-tree, which knows the tree that
// the folder's entries would make.
type cacheNode struct {
	name  []byte
	count int32 // entries below; negative if they have changed since
	kids  int32
	next  int32 // the node behind this one and all below it
	id    []byte
}

// parseCacheTree reads the extension; nil if there is none that makes sense.
// It is a shortcut only, so that a damaged one is no error.
func parseCacheTree(b []byte) []cacheNode {
	type open struct{ i, left int32 }
	var stack []open
	nodes := make([]cacheNode, 0, len(b)/28+1)
	for {
		z := bytes.IndexByte(b, 0)
		if z < 0 {
			return nil
		}
		n := cacheNode{name: b[:z:z]}
		b = b[z+1:]
		var ok bool
		if n.count, b, ok = number(b, ' '); !ok {
			return nil
		}
		if n.kids, b, ok = number(b, '\n'); !ok || n.kids < 0 {
			return nil
		}
		if n.count >= 0 {
			if len(b) < hashSize {
				return nil
			}
			n.id, b = b[:hashSize:hashSize], b[hashSize:]
		}
		i := int32(len(nodes))
		nodes = append(nodes, n)
		if n.kids > 0 {
			stack = append(stack, open{i, n.kids})
			continue
		}
		nodes[i].next = i + 1
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			if top.left--; top.left > 0 {
				break
			}
			nodes[top.i].next = int32(len(nodes))
			stack = stack[:len(stack)-1]
		}
		if len(stack) == 0 {
			return nodes
		}
	}
}

// number reads a decimal number and the byte behind it.
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

// noNode stands for a folder that the cache-tree does not know.
const noNode = int32(-1)

// A cacheKids finds the folders in a folder of the cache-tree.
type cacheKids struct {
	nodes  []cacheNode
	at     []int32
	sorted bool
}

func kidsOf(nodes []cacheNode, i int32) cacheKids {
	k := cacheKids{nodes: nodes, sorted: true}
	if i == noNode || nodes[i].kids == 0 {
		return k
	}
	k.at = make([]int32, 0, nodes[i].kids)
	for c, left := i+1, nodes[i].kids; left > 0; left-- {
		if n := len(k.at); n > 0 && compareCacheNames(nodes[k.at[n-1]].name, nodes[c].name) >= 0 {
			k.sorted = false
		}
		k.at = append(k.at, c)
		c = nodes[c].next
	}
	return k
}

// find returns the node of a folder, or noNode.
func (k *cacheKids) find(name []byte) int32 {
	if !k.sorted { // by somebody else than git
		return noNode
	}
	i := sort.Search(len(k.at), func(i int) bool { return compareCacheNames(k.nodes[k.at[i]].name, name) >= 0 })
	if i < len(k.at) && bytes.Equal(k.nodes[k.at[i]].name, name) {
		return k.at[i]
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

// covers says whether the entries from c on are those of a node: as many as it
// says have the prefix, and no more. A valid node whose tree is id then proves
// that they are equal to that tree. c does not move.
func covers(c *cursor, n *cacheNode, prefix []byte, id plumbing.Hash) bool {
	if n.count <= 0 || !bytes.Equal(n.id, id[:]) || int64(c.i)+int64(n.count) > int64(c.ix.n) {
		return false
	}
	last := c.ix.at(c.i + int(n.count) - 1)
	if !bytes.HasPrefix(last.name, prefix) {
		return false
	}
	last.step()
	return !last.valid() || len(prefix) > 0 && !bytes.HasPrefix(last.name, prefix)
}
