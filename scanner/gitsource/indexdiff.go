package gitsource

import (
	"bytes"
	"context"
	"fmt"

	"github.com/go-git/go-git/v5/plumbing"
)

// How the index is compared with HEAD
//
// Index and trees have the same order if a folder's name is taken with a slash
// at its end. A differ therefore merges them in one pass, folder by folder,
// and by path, not by content. Where the cache-tree says that a folder of the
// index is the very tree that HEAD has there, its entries are passed over and
// the tree is not read. Only the folders on the way to a change remain.

// A differ compares an index with a tree.
type differ struct {
	ctx   context.Context
	store *store
	c     *cursor
	probe *cursor
	cache cacheTree
	out   []change
}

// diffIndex returns the entries of an index that differ from a tree.
func diffIndex(ctx context.Context, ix *index, s *store, tree plumbing.Hash) ([]change, error) {
	d := &differ{ctx: ctx, store: s, c: ix.at(0), probe: ix.at(0), cache: parseCacheTree(ix.tree)}
	root := noNode
	if d.cache.nodes != nil {
		root = 0
		if n := d.cache.covers(root, d.c, d.probe, nil, tree); n > 0 && n == ix.n {
			return nil, nil
		}
	}
	if err := d.dir(make([]byte, 0, 256), tree, root, 0); err != nil {
		return nil, fmt.Errorf("comparing the index with HEAD: %w", err)
	}
	// Only an index that is out of order has entries left.
	for ; d.c.valid(); d.c.step() {
		if err := d.added(treeEntry{}); err != nil {
			return nil, fmt.Errorf("comparing the index with HEAD: %w", err)
		}
	}
	return d.out, nil
}

// below returns the name below a prefix of the entry at the cursor, and whether it
// is a folder's. It reports false if the entry is not below the prefix.
func (c *cursor) below(prefix []byte) (name []byte, isDir, ok bool) {
	if !c.valid() || !bytes.HasPrefix(c.name, prefix) {
		return nil, false, false
	}
	name = c.name[len(prefix):]
	if s := bytes.IndexByte(name, '/'); s >= 0 {
		return name[:s], true, true
	}
	return name, false, true
}

// dir compares the entries from the cursor on that have a prefix with a tree.
func (d *differ) dir(prefix []byte, tree plumbing.Hash, node int32, depth int) error {
	if depth > maxTreeDepth {
		return fmt.Errorf("folders are nested more than %d deep", maxTreeDepth)
	}
	if err := d.ctx.Err(); err != nil {
		return err
	}
	data, err := d.store.readTree(tree)
	if err != nil {
		return err
	}
	kids := d.cache.kidsOf(node)
	var t treeEntry
	have := false // t is not done yet
	for {
		if !have && len(data) > 0 {
			if t, data, err = nextEntry(data); err != nil {
				return damaged(tree, err)
			}
			have = true
		}
		name, isDir, inIndex := d.c.below(prefix)
		order := 0
		switch {
		case !have && !inIndex:
			return nil
		case !have:
			order = 1
		case !inIndex:
			order = -1
		default:
			order = compareNames(t.name, t.mode == modeTree, name, isDir)
		}
		switch {
		case order < 0:
			err = d.deleted(prefix, t)
			have = false
		case order > 0:
			if err = d.added(treeEntry{}); err == nil {
				d.c.step()
			}
		case isDir:
			err = d.both(append(append(prefix, name...), '/'), plumbing.Hash(t.id), kids.find(name), depth)
			have = false
		default:
			// All stages of the path.
			path := append(prefix, name...)
			for d.c.valid() && bytes.Equal(d.c.name, path) && err == nil {
				if d.c.stage() != 0 || d.c.mode() != t.mode || !bytes.Equal(d.c.id(), t.id) {
					err = d.added(t)
				}
				d.c.step()
			}
			have = false
		}
		if err != nil {
			return err
		}
	}
}

// both compares a folder that the index and the tree have.
func (d *differ) both(path []byte, tree plumbing.Hash, node int32, depth int) error {
	if d.c.mode()&modeType == modeTree && bytes.Equal(d.c.name, path) {
		if !bytes.Equal(d.c.id(), tree[:]) {
			// git itself unfolds a folder before it changes anything in it.
			return fmt.Errorf("a folder of a sparse index that differs from HEAD: %w", errUnsupported)
		}
		d.c.step()
		return nil
	}
	if node != noNode {
		if n := d.cache.covers(node, d.c, d.probe, path, tree); n > 0 {
			d.c.seek(d.c.i + n)
			return nil
		}
	}
	return d.dir(path, tree, node, depth+1)
}

// added keeps the entry at the cursor, which HEAD has as old or not at all.
func (d *differ) added(old treeEntry) error {
	if len(d.out)%1024 == 0 {
		if err := d.ctx.Err(); err != nil {
			return err
		}
	}
	if d.c.mode()&modeType == modeTree {
		return fmt.Errorf("a folder of a sparse index that differs from HEAD: %w", errUnsupported)
	}
	ch := change{entry: d.c.entry(), oldMode: old.mode}
	if old.id != nil {
		ch.oldID = hexID(old.id)
	}
	d.out = append(d.out, ch)
	return nil
}

// deleted keeps what the tree has and the index has not.
func (d *differ) deleted(prefix []byte, t treeEntry) error {
	add := func(path []byte, t treeEntry) error {
		d.out = append(d.out, change{entry: entry{path: string(path)}, oldID: hexID(t.id), oldMode: t.mode})
		return nil
	}
	path := append(prefix, t.name...)
	if t.mode != modeTree {
		return add(path, t)
	}
	return d.store.walkTree(d.ctx, plumbing.Hash(t.id), append(path, '/'), 0, add)
}

// compareNames is the order of two names in a folder.
func compareNames(a []byte, aDir bool, b []byte, bDir bool) int {
	n := min(len(a), len(b))
	if c := bytes.Compare(a[:n], b[:n]); c != 0 {
		return c
	}
	next := func(s []byte, dir bool) int {
		switch {
		case len(s) > n:
			return int(s[n])
		case dir:
			return '/'
		}
		return 0
	}
	if c := next(a, aDir) - next(b, bDir); c != 0 {
		return c
	}
	return len(a) - len(b)
}
