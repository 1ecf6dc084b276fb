package gitsource

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path/filepath"

	"github.com/go-git/go-git/v5/plumbing"
)

// unsplit puts a split index together with the shared index that it names. The
// result is a plain one in memory.
//
// The split index says which entries of the shared one are gone and which are
// replaced. Its own entries are, first, the replacements, in order and without
// a name, then the additions.
func (ix *index) unsplit(gitDir string) (*index, error) {
	if len(ix.link) < hashSize {
		return nil, errIndex
	}
	id := plumbing.Hash(ix.link[:hashSize])
	if id.IsZero() { // nothing is shared
		if ix.nameless {
			return nil, errIndex
		}
		return ix, nil
	}
	path := filepath.Join(gitDir, "sharedindex."+id.String())
	data, _, err := mapFile(path, math.MaxInt64)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("its shared part is missing: %w", err)
	}
	if err != nil {
		return nil, fmt.Errorf("reading its shared part: %w", err)
	}
	defer unmap(data)
	if len(data) < hashSize || !bytes.Equal(data[len(data)-hashSize:], id[:]) {
		return nil, fmt.Errorf("%s is damaged", path)
	}
	shared, err := parseIndex(data, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if shared.link != nil || shared.nameless {
		return nil, fmt.Errorf("%s is damaged", path)
	}
	var gone, replaced []bool
	if rest := ix.link[hashSize:]; len(rest) > 0 {
		if gone, rest, err = parseEWAH(rest, shared.n); err == nil {
			replaced, _, err = parseEWAH(rest, shared.n)
		}
		if err != nil {
			return nil, err
		}
	}
	out, err := mergeSplit(ix, shared, gone, replaced)
	if err != nil {
		return nil, err
	}
	merged, err := parseIndex(out, nil)
	if err != nil {
		return nil, err
	}
	merged.tree = ix.tree
	return merged, nil
}

func mergeSplit(ix, shared *index, gone, replaced []bool) ([]byte, error) {
	out := make([]byte, indexHeader, len(ix.data)+len(shared.data))
	copy(out, "DIRC\x00\x00\x00\x03")
	n := uint32(0)
	emit := func(c *cursor, name []byte) {
		start := len(out)
		out = append(out, c.ix.data[c.off:c.off+c.fixed()]...)
		flags := binary.BigEndian.Uint16(out[start+entryFlags:])&^flagNameLen | uint16(min(len(name), flagNameLen))
		binary.BigEndian.PutUint16(out[start+entryFlags:], flags)
		out = append(out, name...)
		out = append(out, make([]byte, 8-(len(out)-start)%8)...)
		n++
	}
	own := ix.at(0) // replacements
	for _, r := range replaced {
		if r {
			n++
		}
	}
	if int64(n) > int64(ix.n) {
		return nil, errIndex
	}
	added := ix.at(int(n)) // behind the replacements
	stop := int(n)
	n = 0
	for base := shared.at(0); base.valid(); base.step() {
		for added.valid() && compareEntries(added, base) < 0 {
			emit(added, added.name)
			added.step()
		}
		src := base
		if base.i < len(replaced) && replaced[base.i] {
			if own.i >= stop || len(own.name) != 0 {
				return nil, errIndex
			}
			src = own
		}
		switch {
		case base.i < len(gone) && gone[base.i]:
		case added.valid() && compareEntries(added, base) == 0:
			emit(added, added.name)
			added.step()
		default:
			emit(src, base.name)
		}
		if src == own {
			own.step()
		}
	}
	for ; added.valid(); added.step() {
		emit(added, added.name)
	}
	binary.BigEndian.PutUint32(out[8:], n)
	return append(out, make([]byte, hashSize)...), nil
}

func compareEntries(a, b *cursor) int {
	if c := bytes.Compare(a.name, b.name); c != 0 {
		return c
	}
	return a.stage() - b.stage()
}

// parseEWAH reads a compressed bitmap of at most limit bits: words of runs, of
// which each says how many words equal to its lowest bit follow, then how many
// words as they are.
func parseEWAH(b []byte, limit int) (bits []bool, rest []byte, err error) {
	if len(b) < 12 {
		return nil, nil, errIndex
	}
	size, words := int64(binary.BigEndian.Uint32(b)), int64(binary.BigEndian.Uint32(b[4:]))
	b = b[8:]
	if words > int64(len(b)-4)/8 {
		return nil, nil, errIndex
	}
	rest = b[8*words+4:] // the last word's position is of no use here
	b = b[:8*words]
	if size > int64(limit) {
		return nil, nil, errIndex
	}
	bits = make([]bool, size)
	pos := int64(0)
	for len(b) > 0 {
		w := binary.BigEndian.Uint64(b)
		b = b[8:]
		run, literal := int64(w>>1&0xffffffff)*64, int64(w>>33)
		if w&1 != 0 {
			for i := pos; i < min(pos+run, size); i++ {
				bits[i] = true
			}
			if pos+run > (size+63)&^63 {
				return nil, nil, errIndex
			}
		}
		pos += run
		if literal > int64(len(b)/8) {
			return nil, nil, errIndex
		}
		for range literal {
			w := binary.BigEndian.Uint64(b)
			b = b[8:]
			for i := range int64(64) {
				if w>>i&1 == 0 {
					continue
				}
				if pos+i >= size {
					return nil, nil, errIndex
				}
				bits[pos+i] = true
			}
			pos += 64
		}
	}
	return bits, rest, nil
}
