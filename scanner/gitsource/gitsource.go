// Package gitsource reads git repositories for package scanner: what is
// staged, what a commit holds, what is in the work tree.
//
// Two engines give the same answers. The native one reads the index and the
// object database itself, on go-git's plumbing types. Where a repository needs
// something that it does not know (reftable, sha256, a sparse index, an
// unknown extension …), the git engine asks the git executable through
// plumbing commands that no user setting can bend.
package gitsource

import (
	"context"
	"errors"
	"io"
)

// An engine is one way to read a repository. Its methods are safe for
// concurrent use once it is open.
type engine interface {
	// name is "native" or "git".
	name() string
	// staged returns the entries of the index that differ from HEAD, sorted
	// by path bytewise: additions, changes, type and mode changes, deletions,
	// conflict stages. An unborn HEAD is the empty tree.
	staged(ctx context.Context) ([]change, error)
	// tracked calls f for each entry of the index in its order, conflict
	// stages included.
	tracked(ctx context.Context, f func(entry) error) error
	// headEntries returns HEAD's entry of each path, zero where HEAD has none.
	headEntries(ctx context.Context, paths []string) ([]entry, error)
	// tree calls f for each entry below rev's tree, recursively, in git's order.
	tree(ctx context.Context, rev string, f func(entry) error) (commit commitInfo, err error)
	// open returns a blob's content as a stream in bounded memory, and its
	// size. The content is verified against the id: a damaged object ends in
	// an error no later than at its end, never in a clean EOF.
	open(ctx context.Context, id string) (io.ReadCloser, int64, error)
	close() error
}

// errUnsupported makes the automatic engine choice fall back to git. It is
// returned wrapped, with what it was that the native engine does not know.
var errUnsupported = errors.New("not supported by the native engine")

// errMissing is wrapped by open when an object does not exist.
var errMissing = errors.New("object is missing")

// An entry is one file of an index or a tree.
type entry struct {
	path         string
	id           string // hex
	mode         uint32 // git's: 0100644, 0100755, 0120000, 0160000
	stage        int    // 0, or 1 to 3 in a conflict
	intentToAdd  bool
	skipWorktree bool
}

// A change is an entry of the index that differs from HEAD.
type change struct {
	entry          // zero id and mode: deleted
	oldID   string // HEAD's, empty if it has none
	oldMode uint32
}

// commitInfo describes the commit that a revision names.
type commitInfo struct {
	id, author string
	when       int64 // author time, seconds since 1970
	committed  int64 // committer time; not every method gives it
}
