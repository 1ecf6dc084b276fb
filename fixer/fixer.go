// Package fixer repairs what the scanner finds.
//
// [MakePlan] decides and writes nothing; [Apply] writes and decides nothing.
// Between them is a [Plan], which can be shown as a diff without a single
// secret in it. Nothing is lost on the way: no value that is not a placeholder
// is overwritten, and no byte changes that does not have to.
package fixer

import (
	"io/fs"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner"
)

// A Change is the repair of one file at one place.
type Change struct {
	Path string // slash-separated, relative to the repository's top
	// Place is the version that changes: rules.Worktree is the file on
	// disk, rules.Index what is staged of it.
	Place rules.Place
	// Before is the content that the change was planned for, nil if there
	// must be no such file; After is what it becomes.
	Before, After []byte
	// Perm are the permissions of a new file. One that exists keeps its own.
	Perm fs.FileMode
	// Untrack takes the path out of the index and leaves the file on disk.
	// Before and After are nil then.
	Untrack bool
	// Why are the reasons, one short sentence each, without a secret.
	Why []string
	// Secrets are in Before or After and are masked wherever the change is
	// shown.
	Secrets []scanner.Secret

	words map[string]bool // of the repository's public texts, which need no mask
	// base is the example that a new file was made from, and from its path.
	base []byte
	from string
}

// A Left is something that Apply will not repair, and what to do about it.
type Left struct {
	Path    string
	Line    int    // from 1, or 0 for the file as a whole
	Rule    string // the rule's identifier, or "" if no finding follows it
	Message string // one sentence without a secret
	Hint    string // what the user can do; may have several lines, such as an edit in the file's language
}

// A ToFill is an entry that a person has to give its value.
type ToFill struct {
	Path    string // the file that has the entry
	Line    int    // in the file as it will be, from 1
	Key     string
	Comment string // the comment that explains it, if there is one
	// Provider is true if a provider issues the value; URL is its page, if the
	// comment has one. Otherwise the user chooses a value, and Command makes one.
	Provider     bool
	URL, Command string
}

// A Plan is what would be done. Its slices are in the order in which they are
// shown and applied.
type Plan struct {
	Changes []Change
	Left    []Left
	ToFill  []ToFill
	Notes   []string // what the user should know although nothing is to be done, without a secret
}

// Empty reports whether there is nothing to apply.
func (p *Plan) Empty() bool { return len(p.Changes) == 0 }

// A Project is what a plan is made from.
type Project struct {
	Repo     *rules.Repo
	Findings []scanner.Finding // of a scan of the work tree and of the index
	// Scan judges content as the file of that path, so that a plan can be
	// checked before it is shown: [scanner.Scanner.ScanFile].
	Scan func(*rules.File) []scanner.Finding
	// History says where a path's earlier versions are; nil if nothing is
	// known of it.
	History func(path string) (History, error)
	// Writable returns the error that Apply would give for a file of the work
	// tree, see [CheckWrite], so that one file which cannot be written does
	// not keep the others from being repaired; nil if all can.
	Writable func(path string, before []byte) error
}

// A History says how far a tracked file has spread.
type History struct {
	Commits  int      // reachable commits that change the file
	Remotes  []string // remote-tracking branches that have it, sorted
	Complete bool     // false in a shallow clone
}

// Options say how far a plan goes. The zero value is what `envguard fix` does.
type Options struct {
	Prune  bool     // delete keys of the example that its .env does not have
	Rotate bool     // replace weak keys, although data may depend on them
	Paths  []string // only repair these files and what is below these folders; empty for all
	// Shared leaves out what concerns this clone alone, the private env files,
	// as no one expects them where a program builds and tests.
	Shared bool
}

// An Index changes what git has staged. It fails, and changes nothing, while
// another process holds the index's lock.
type Index interface {
	// Untrack takes paths out of the index and leaves the files on disk.
	Untrack(paths []string) error
	// Replace stages other content for a path. It fails if the staged content
	// is no longer before.
	Replace(path string, before, after []byte) error
}
