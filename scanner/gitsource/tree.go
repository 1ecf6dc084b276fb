package gitsource

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/go-git/go-git/v5/plumbing"
)

// git's file modes.
const (
	modeFile = 0o100000
	modeType = 0o170000
)

// maxTreeDepth bounds nested folders; git's own default is 2048 to 4096.
const maxTreeDepth = 4096

var errTree = errors.New("bad tree")

// A treeEntry is an entry of a tree. Its slices point into the tree.
type treeEntry struct {
	mode uint32
	name []byte
	id   []byte
}

// nextEntry splits the first entry from a tree that is not empty.
func nextEntry(b []byte) (e treeEntry, rest []byte, err error) {
	i := 0
	for ; i < len(b) && b[i] != ' '; i++ {
		if b[i] < '0' || b[i] > '7' || i == 7 {
			return e, nil, errTree
		}
		e.mode = e.mode<<3 | uint32(b[i]-'0')
	}
	if i == 0 || i >= len(b) {
		return e, nil, errTree
	}
	b = b[i+1:]
	z := bytes.IndexByte(b, 0)
	if z <= 0 || len(b) < z+1+hashSize {
		return e, nil, errTree
	}
	e.mode = canonicalMode(e.mode)
	e.name = b[:z]
	e.id = b[z+1 : z+1+hashSize]
	return e, b[z+1+hashSize:], nil
}

// canonicalMode is a mode as git takes it, whatever an old program wrote.
func canonicalMode(m uint32) uint32 {
	switch m & modeType {
	case modeFile:
		if m&0o100 != 0 {
			return 0o100755
		}
		return 0o100644
	case modeLink:
		return modeLink
	case modeTree:
		return modeTree
	}
	return modeSubmodule
}

// readTree returns the content of a tree. The empty tree need not exist.
func (s *store) readTree(id plumbing.Hash) ([]byte, error) {
	if id == emptyTree() {
		return nil, nil
	}
	t, data, err := s.read(id, maxMeta)
	if err != nil {
		return nil, fmt.Errorf("reading a tree: %w", err)
	}
	if t != plumbing.TreeObject {
		return nil, fmt.Errorf("reading a tree: object %s is a %s", id, t)
	}
	return data, nil
}

// emptyTree is the tree without entries.
func emptyTree() plumbing.Hash {
	return plumbing.Hash{
		0x4b, 0x82, 0x5d, 0xc6, 0x42, 0xcb, 0x6e, 0xb9, 0xa0, 0x60,
		0xe5, 0x4b, 0xf8, 0xd6, 0x92, 0x88, 0xfb, 0xee, 0x49, 0x04,
	}
}

// isEmptyBlob says whether id is the empty file.
func isEmptyBlob(id plumbing.Hash) bool {
	return id == plumbing.Hash{
		0xe6, 0x9d, 0xe2, 0x9b, 0xb2, 0xd1, 0xd6, 0x43, 0x4b, 0x8b,
		0x29, 0xae, 0x77, 0x5a, 0xd8, 0xc2, 0xe4, 0x8c, 0x53, 0x91,
	}
}

// walkTree calls f for each file below a tree, in git's order, which is that
// of the paths' bytes.
func (s *store) walkTree(ctx context.Context, id plumbing.Hash, prefix []byte, depth int, f func(path []byte, e treeEntry) error) error {
	if depth > maxTreeDepth {
		return fmt.Errorf("reading a tree: folders are nested more than %d deep", maxTreeDepth)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	data, err := s.readTree(id)
	if err != nil {
		return err
	}
	for len(data) > 0 {
		var e treeEntry
		if e, data, err = nextEntry(data); err != nil {
			return damaged(id, err)
		}
		path := append(prefix, e.name...)
		if e.mode == modeTree {
			err = s.walkTree(ctx, plumbing.Hash(e.id), append(path, '/'), depth+1, f)
		} else {
			err = f(path, e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// entryOf makes an entry. Path and id share one allocation.
func entryOf(path, id []byte, mode uint32) entry {
	p, h := pathAndID(path, id)
	return entry{path: p, id: h, mode: mode}
}

func pathAndID(path, id []byte) (string, string) {
	const digits = "0123456789abcdef"
	var stack [256]byte
	b := append(stack[:0], path...)
	for _, c := range id {
		b = append(b, digits[c>>4], digits[c&15])
	}
	s := string(b)
	return s[:len(path)], s[len(path):]
}

// A commit is what is needed of one.
type commit struct {
	tree    plumbing.Hash
	parents []plumbing.Hash
	info    commitInfo
}

// readCommit decodes a commit.
func (s *store) readCommit(id plumbing.Hash) (commit, error) {
	t, data, err := s.read(id, maxMeta)
	if err != nil {
		return commit{}, fmt.Errorf("reading a commit: %w", err)
	}
	if t != plumbing.CommitObject {
		return commit{}, fmt.Errorf("reading a commit: object %s is a %s", id, t)
	}
	c, err := decodeCommit(data)
	if err != nil {
		return commit{}, damaged(id, err)
	}
	c.info.id, c.info.committed = id.String(), committed(data)
	return c, nil
}

func decodeCommit(data []byte) (c commit, err error) {
	bad := errors.New("bad commit")
	line := func() []byte {
		l, rest, _ := bytes.Cut(data, []byte{'\n'})
		data = rest
		return l
	}
	tree, ok := bytes.CutPrefix(line(), []byte("tree "))
	if !ok {
		return c, bad
	}
	if c.tree, err = parseID(string(tree)); err != nil {
		return c, bad
	}
	for len(data) > 0 {
		l := line()
		if p, ok := bytes.CutPrefix(l, []byte("parent ")); ok {
			id, err := parseID(string(p))
			if err != nil {
				return c, bad
			}
			c.parents = append(c.parents, id)
			continue
		}
		// An odd author is no reason to refuse a commit.
		if a, ok := bytes.CutPrefix(l, []byte("author ")); ok {
			if i := bytes.LastIndexByte(a, '>'); i >= 0 {
				c.info.author = string(a[:i+1])
				when, _, _ := bytes.Cut(bytes.TrimLeft(a[i+1:], " "), []byte{' '})
				c.info.when, _ = strconv.ParseInt(string(when), 10, 64)
			} else {
				c.info.author = string(a)
			}
		}
		break
	}
	return c, nil
}

// tagTarget returns what an annotated tag names.
func tagTarget(data []byte) (plumbing.Hash, error) {
	l, _, _ := bytes.Cut(data, []byte{'\n'})
	id, ok := bytes.CutPrefix(l, []byte("object "))
	if !ok {
		return plumbing.ZeroHash, errors.New("bad tag")
	}
	return parseID(string(id))
}
