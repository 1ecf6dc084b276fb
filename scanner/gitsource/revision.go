package gitsource

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// maxTags bounds a chain of tags of tags.
const maxTags = 100

// errWrongType is wrapped where a revision names something else than it should.
var errWrongType = errors.New("is of another type")

// A resolver finds what a revision names. It knows names, full and short ids,
// and the suffixes ^, ^N, ~N, ^{}, ^{commit} and ^{tree}; everything else is
// errUnsupported, as git knows more.
type resolver struct {
	refs  *refStore
	store *store
}

func (r *resolver) unsupported(rev string) error {
	return fmt.Errorf("revision %q: %w", rev, errUnsupported)
}

// resolve returns the id and the type of the object that rev names.
func (r *resolver) resolve(rev string) (id plumbing.Hash, t plumbing.ObjectType, err error) {
	base := rev
	if i := strings.IndexAny(rev, "^~"); i >= 0 {
		base = rev[:i]
	}
	suffix := rev[len(base):]
	if id, err = r.base(base); err != nil {
		return id, 0, fmt.Errorf("revision %q: %w", rev, err)
	}
	for suffix != "" {
		op := suffix[0]
		suffix = suffix[1:]
		if kind, ok := strings.CutPrefix(suffix, "{"); ok && op == '^' {
			kind, rest, ok := strings.Cut(kind, "}")
			if !ok {
				return id, 0, r.unsupported(rev)
			}
			suffix = rest
			switch kind {
			case "":
				id, _, err = r.peel(id, plumbing.AnyObject)
			case "commit":
				id, _, err = r.peel(id, plumbing.CommitObject)
			case "tree":
				id, _, err = r.peel(id, plumbing.TreeObject)
			default:
				return id, 0, r.unsupported(rev)
			}
		} else {
			digits := 0
			for digits < len(suffix) && isDigit(suffix[digits]) {
				digits++
			}
			n := 1
			if digits > 0 {
				if n, err = strconv.Atoi(suffix[:digits]); err != nil {
					return id, 0, r.unsupported(rev)
				}
			}
			suffix = suffix[digits:]
			if op == '^' {
				id, err = r.parent(id, n)
			} else {
				if id, _, err = r.peel(id, plumbing.CommitObject); err == nil {
					for ; n > 0 && err == nil; n-- {
						id, err = r.parent(id, 1)
					}
				}
			}
		}
		if err != nil {
			return id, 0, fmt.Errorf("revision %q: %w", rev, err)
		}
		if suffix != "" && suffix[0] != '^' && suffix[0] != '~' {
			return id, 0, r.unsupported(rev)
		}
	}
	t, _, err = r.store.header(id)
	if err != nil {
		return id, 0, fmt.Errorf("revision %q: %w", rev, err)
	}
	return id, t, nil
}

// base resolves a name or an id.
func (r *resolver) base(name string) (plumbing.Hash, error) {
	if name == "@" {
		name = "HEAD"
	}
	isID := hexPrefix([]byte(name)) == len(name)
	if isID && len(name) == 2*hashSize {
		return parseID(name)
	}
	id, err := r.refs.find(name)
	if !errors.Is(err, errNoRef) {
		return id, err
	}
	if isID && len(name) >= 4 && len(name) < 2*hashSize {
		ids, err := r.store.abbreviated(strings.ToLower(name))
		if err != nil {
			return plumbing.ZeroHash, err
		}
		if len(ids) == 1 {
			return ids[0], nil
		}
	}
	return plumbing.ZeroHash, errUnsupported
}

// peel follows tags, and from a commit to its tree if a tree is wanted.
// AnyObject is whatever is no tag.
func (r *resolver) peel(id plumbing.Hash, want plumbing.ObjectType) (plumbing.Hash, plumbing.ObjectType, error) {
	for range maxTags {
		t, _, err := r.store.header(id)
		if err != nil {
			return id, 0, err
		}
		switch {
		case t == plumbing.TagObject:
			_, data, err := r.store.read(id, maxMeta)
			if err != nil {
				return id, 0, err
			}
			if id, err = tagTarget(data); err != nil {
				return id, 0, damaged(id, err)
			}
		case t == want || want == plumbing.AnyObject:
			return id, t, nil
		case t == plumbing.CommitObject && want == plumbing.TreeObject:
			c, err := r.store.readCommit(id)
			return c.tree, plumbing.TreeObject, err
		default:
			if err := r.store.verify(id); err != nil {
				return id, 0, err
			}
			return id, 0, fmt.Errorf("object %s %w: it is a %s, not a %s", id, errWrongType, t, want)
		}
	}
	return id, 0, errors.New("too many tags of tags")
}

// parent returns the n-th parent of a commit, itself for 0.
func (r *resolver) parent(id plumbing.Hash, n int) (plumbing.Hash, error) {
	id, _, err := r.peel(id, plumbing.CommitObject)
	if err != nil || n == 0 {
		return id, err
	}
	c, err := r.store.readCommit(id)
	if err != nil {
		return id, err
	}
	shallow, err := r.shallow(id)
	if err != nil {
		return id, err
	}
	if n > len(c.parents) || shallow {
		return id, fmt.Errorf("commit %s does not have so many parents: %w", id, ErrUnknownRevision)
	}
	return c.parents[n-1], nil
}

// shallow says whether history ends at a commit.
func (r *resolver) shallow(id plumbing.Hash) (bool, error) {
	b, err := readPlain(filepath.Join(r.refs.commonDir, "shallow"), maxListFile)
	if isAbsent(err) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("reading the shallow file: %w", err)
	}
	return strings.Contains(string(b), id.String()), nil
}
