// Package scanner finds secrets in files and judges repositories by the rules
// of package rules.
//
// Start at [New], which takes a [Config] with the rules, and [Scanner.Scan], which
// reads a [Source] and returns a [Result] with its findings, what could not be
// read, and counts. Sources of git repositories are in package gitsource; a source
// of one reader or folder is [ReaderSource] or [FolderSource]. [Scanner.ScanHistory]
// reads a [History]. [Scanner.ExplainFile] says how each candidate of a line was judged.
//
// A Scanner may be used by several goroutines. A [Secret] redacts itself wherever it
// is printed, logged or marshaled.
package scanner

import (
	"context"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/envguard/envguard/rules"
)

// A Source yields what is to be scanned. An error that comes with a blob's
// path (see [Skip]) concerns that blob alone and the iteration goes on; any
// other error ends it.
type Source interface {
	Blobs(ctx context.Context) iter.Seq2[Blob, error]
}

// A Snapshotter is a Source that also knows the repository as a whole, which
// the repository rules need.
type Snapshotter interface {
	Source
	Snapshot(ctx context.Context) (*rules.Repo, error)
}

// A Describer is a Source that can say what it read. It is asked after the
// last blob.
type Describer interface {
	Describe() Description
}

// A Description is the part of the receipt that only the source knows.
type Description struct {
	What   string         // "index against HEAD", "work tree", "commit 1a2b3c4", "standard input"
	Index  string         // the index file that was read, relative to the working directory if below it; empty if none
	Engine string         // "native" or "git"
	Staged int            // how many entries the stage has that differ from HEAD, deletions and gitlinks included
	Texts  int            // how many messages of commits and tags were read, with their headers
	NoBlob map[string]int // why entries yielded no blob, and how many: "deleted", "submodule", "intent to add"
	Probed string         // how private env files on disk were looked for, if not everywhere; empty otherwise
}

// A Blob is one file's content at one place.
type Blob struct {
	Path   string // slash-separated, relative to the repository's top or the scanned folder; of a text, the name of its tag, reference or file
	ID     string // git's object id in hex, or empty
	Size   int64  // in bytes, or -1 if unknown
	Origin Origin
	Link   bool // a symbolic link; the content is its target
	// Stage is 2 or 3 for the sides of a merge conflict, otherwise 0.
	Stage int
	// Unstaged is set for a file that was asked for although nothing of it
	// is staged: it is as in HEAD, or git does not know it.
	Unstaged bool

	// Open returns the content. It is called at most twice, never at the same time
	// for one blob.
	Open func() (io.ReadCloser, error)
	// Changed is set for a path that had another content before.
	Changed bool
}

// An Origin says what a blob is, and which commit brought it, if that is known.
type Origin struct {
	Kind           Kind
	Commit, Author string
	When           time.Time
}

// A Skip is the error of a blob that could not be read. It makes a run
// incomplete.
type Skip struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
	// Container says that it is a container, or in one; see [Archives].
	Container bool `json:"-"`
}

// Error implements the error interface.
func (s *Skip) Error() string { return s.Path + ": " + s.Reason }

// Skips is the error of a [Snapshotter] that knows the repository except for some
// places.
type Skips []Skip

// Error implements the error interface.
func (s Skips) Error() string {
	var b strings.Builder
	for i := range s {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(s[i].Error())
	}
	return b.String()
}
