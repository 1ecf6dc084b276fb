package rules

import (
	"sync"

	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/gitignore"
)

// A Repo is what the repository rules see: the env files of a repository, the
// files that decide how they are to be treated, and git's ignore rules.
type Repo struct {
	// Files are the env files (private, example, backups) and project marker
	// files (package.json, symfony.lock, compose files, …; see [IsMarker])
	// that exist in HEAD, the index or the work tree; sorted by Path. A file
	// that git ignores and that is untracked is among them if it is a private
	// env file: that is the good case.
	Files []RepoFile

	// Ignored reports whether git ignores path and which line says so. It is
	// nil when there is no git repository.
	Ignored func(path string) (gitignore.Result, error)

	// Read returns a file's content as it is in the given place.
	Read func(path string, from Place) ([]byte, error)

	// Outside reports whether a file on disk is reached through a symbolic link that
	// leads out of the repository. It may be nil.
	Outside func(path string) bool

	// Bare is set when there is no work tree, so that nothing can be said of
	// files on disk.
	Bare bool

	parsed parsedFiles
}

// A RepoFile is one file of a [Repo] and where it exists.
type RepoFile struct {
	Path                  string
	Class                 fileclass.Class
	Head, Index, Worktree bool
	// Intent is set instead of Index where git only knows the name of a file,
	// by git add -N: there is no staged content, but git commit -a takes it.
	Intent bool
}

// A Place is one of the three versions of a file.
type Place uint8

// The places.
const (
	Worktree Place = iota
	Index
	Head
)

// parsedFiles caches parsed env files by path. The zero value is ready.
type parsedFiles struct {
	mu    sync.Mutex
	files map[string]parsedFile
}

type parsedFile struct {
	file *dotenv.File
	err  error
}

// ParseOnce returns what parse returned when it was first called for path. It
// is safe for concurrent use.
func (r *Repo) ParseOnce(path string, parse func() (*dotenv.File, error)) (*dotenv.File, error) {
	r.parsed.mu.Lock()
	defer r.parsed.mu.Unlock()
	known, ok := r.parsed.files[path]
	if !ok {
		known.file, known.err = parse()
		if r.parsed.files == nil {
			r.parsed.files = map[string]parsedFile{}
		}
		r.parsed.files[path] = known
	}
	return known.file, known.err
}
