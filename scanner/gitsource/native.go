package gitsource

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"
)

// A native engine reads index, references and objects itself.
type native struct {
	loc   *location
	refs  *refStore
	store *store

	mu       sync.Mutex
	ix       *index
	ixErr    error
	resolver resolver
}

var _ engine = (*native)(nil)

// openNative opens the repository at loc. The error wraps errUnsupported if it
// needs something that this engine does not know.
func openNative(loc *location) (engine, error) {
	if err := supported(loc.local); err != nil {
		return nil, fmt.Errorf("opening the repository: %w", err)
	}
	n := &native{
		loc:   loc,
		refs:  &refStore{gitDir: loc.gitDir, commonDir: loc.commonDir},
		store: newStore(loc.objectDirs),
	}
	n.resolver = resolver{refs: n.refs, store: n.store}
	return n, nil
}

// supported checks the repository's format.
func supported(c *gitConfig) error {
	if s, ok := c.get("core.repositoryformatversion"); ok && s.value != "0" && s.value != "1" {
		return fmt.Errorf("core.repositoryFormatVersion %q: %w", s.value, errUnsupported)
	}
	for _, s := range c.settings {
		name, ok := strings.CutPrefix(s.key, "extensions.")
		if !ok {
			continue
		}
		switch name {
		case "noop", "noop-v1", "preciousobjects", "partialclone", "worktreeconfig", "relativeworktrees":
			continue
		case "objectformat", "compatobjectformat":
			if s.value == "sha1" {
				continue
			}
		case "refstorage":
			if s.value == "files" {
				continue
			}
		}
		return fmt.Errorf("extensions.%s = %s: %w", name, s.value, errUnsupported)
	}
	return nil
}

func (n *native) name() string { return "native" }

func (n *native) close() error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.ix != nil {
		n.ix.close()
	}
	n.ix, n.ixErr = nil, errors.New("the repository was closed")
	n.store.close()
	return nil
}

// index opens the index when it is first needed.
func (n *native) index() (*index, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.ix == nil && n.ixErr == nil {
		n.ix, n.ixErr = openIndex(n.loc.indexFile, n.loc.gitDir)
	}
	return n.ix, n.ixErr
}

// indexChanged says whether the index has become another one since it was
// first read.
func (n *native) indexChanged() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.ix != nil && n.ix.changed()
}

// headTree returns HEAD's tree, the empty one before the first commit.
func (n *native) headTree() (plumbing.Hash, error) {
	id, unborn, err := n.refs.head()
	if err != nil {
		return id, err
	}
	if unborn {
		return emptyTree(), nil
	}
	c, err := n.store.readCommit(id)
	return c.tree, err
}

func (n *native) staged(ctx context.Context) (out []change, err error) {
	defer guard("comparing the index with HEAD")(&err)
	ix, err := n.index()
	if err != nil {
		return nil, err
	}
	tree, err := n.headTree()
	if err != nil {
		return nil, err
	}
	return diffIndex(ctx, ix, n.store, tree)
}

func (n *native) tracked(ctx context.Context, f func(entry) error) (err error) {
	defer guard("reading the index")(&err)
	ix, err := n.index()
	if err != nil {
		return err
	}
	return walkIndex(ctx, ix, n.store, f)
}

// headEntries looks the paths up in their order, so that each tree on the way
// is read once and passed through once.
func (n *native) headEntries(ctx context.Context, paths []string) (out []entry, err error) {
	defer guard("reading HEAD's tree")(&err)
	out = make([]entry, len(paths))
	order := make([]int, len(paths))
	for i, p := range paths {
		out[i].path = p
		order[i] = i
	}
	if len(paths) == 0 {
		return out, nil
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(paths[a], paths[b]) })
	tree, err := n.headTree()
	if err != nil {
		return nil, err
	}
	// A level is a folder on the way to the current path.
	type level struct {
		prefix string
		id     plumbing.Hash
		rest   []byte // what has not been passed
	}
	root, err := n.store.readTree(tree)
	if err != nil {
		return nil, err
	}
	stack := []level{{id: tree, rest: root}}
	for _, i := range order {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		path := paths[i]
		for !strings.HasPrefix(path, stack[len(stack)-1].prefix) {
			stack = stack[:len(stack)-1]
		}
		for {
			top := &stack[len(stack)-1]
			name, _, isDir := strings.Cut(path[len(top.prefix):], "/")
			var e treeEntry
			found := false
			for len(top.rest) > 0 {
				var rest []byte
				if e, rest, err = nextEntry(top.rest); err != nil {
					return nil, damaged(top.id, err)
				}
				c := compareNames(e.name, e.mode == modeTree, []byte(name), isDir)
				if c >= 0 {
					found = c == 0
					break
				}
				top.rest = rest
			}
			if !found {
				break
			}
			if !isDir {
				_, id := pathAndID(nil, e.id)
				out[i].id, out[i].mode = id, e.mode
				break
			}
			data, err := n.store.readTree(plumbing.Hash(e.id))
			if err != nil {
				return nil, err
			}
			stack = append(stack, level{path[:len(top.prefix)+len(name)+1], plumbing.Hash(e.id), data})
		}
	}
	return out, nil
}

func (n *native) tree(ctx context.Context, rev string, f func(entry) error) (info commitInfo, err error) {
	defer guard("reading a tree")(&err)
	id, t, err := n.resolver.resolve(rev)
	if err != nil {
		return info, err
	}
	if t == plumbing.TagObject {
		if id, t, err = n.resolver.peel(id, plumbing.AnyObject); err != nil {
			return info, err
		}
	}
	if t != plumbing.CommitObject {
		if err := n.store.verify(id); err != nil {
			return info, err
		}
		return info, fmt.Errorf("revision %q is a %s, not a commit: %w", rev, t, errUnsupported)
	}
	c, err := n.store.readCommit(id)
	if err != nil {
		return info, err
	}
	return c.info, n.store.walkTree(ctx, c.tree, nil, 0, func(path []byte, e treeEntry) error {
		return f(entryOf(path, e.id, e.mode))
	})
}

func (n *native) open(ctx context.Context, id string) (io.ReadCloser, int64, error) {
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	h, err := parseID(id)
	if err != nil {
		return nil, 0, err
	}
	if isEmptyBlob(h) { // it need not exist
		return io.NopCloser(bytes.NewReader(nil)), 0, nil
	}
	t, size, r, err := n.store.stream(h)
	if err != nil {
		return nil, 0, err
	}
	if t != plumbing.BlobObject {
		r.Close()
		return nil, 0, fmt.Errorf("object %s is a %s, not a blob", id, t)
	}
	return r, size, nil
}
