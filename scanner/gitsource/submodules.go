package gitsource

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/gitignore"
	"github.com/envguard/envguard/scanner"
)

// maxSubmoduleDepth bounds how deep submodules are nested.
const maxSubmoduleDepth = 32

// A modules source is a work tree with those of its submodules, whose paths begin
// with the submodule's. All of it is judged by one policy, the superproject's.
type modules struct {
	top     *worktree
	subs    []submodule
	skips   []scanner.Skip
	scanned int // submodules that are not left out, of all depths
}

// A submodule is one that is checked out.
type submodule struct {
	prefix string // its path from the top, with a slash at its end
	repo   *Repo
	tree   *worktree
}

var (
	_ scanner.Snapshotter = (*modules)(nil)
	_ scanner.Describer   = (*modules)(nil)
)

// WorktreeWithSubmodules is [Repo.Worktree] of the whole work tree and of all
// submodules that the index names, in each other, too. One that is not checked out, or
// is no repository of its own, is a [scanner.Skip]. Close the repositories with the
// function that is returned, after the scan.
func (r *Repo) WorktreeWithSubmodules(ctx context.Context) (scanner.Source, func(), error) {
	m := &modules{top: &worktree{r: r}}
	err := m.find(ctx, r, "", 0)
	if err != nil {
		m.close()
		return nil, nil, err
	}
	return m, m.close, nil
}

func (m *modules) close() {
	for _, s := range m.subs {
		s.repo.Close()
	}
}

// find opens the submodules of a repository.
func (m *modules) find(ctx context.Context, r *Repo, prefix string, depth int) error {
	var paths []string
	err := r.eng.tracked(ctx, func(e entry) error {
		if e.mode&modeTypeMask == modeSubmodule && !slices.Contains(paths[max(0, len(paths)-1):], e.path) {
			paths = append(paths, e.path)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("listing submodules: %w", err)
	}
	for _, path := range paths {
		if err := ctx.Err(); err != nil {
			return err
		}
		m.scanned++
		sub, err := r.submodule(path)
		if err == nil && depth == maxSubmoduleDepth {
			sub.Close()
			err = fmt.Errorf("submodules are nested more than %d deep", maxSubmoduleDepth)
		}
		if err == nil {
			m.subs = append(m.subs, submodule{prefix + path + "/", sub, &worktree{r: sub}})
			err = m.find(ctx, sub, prefix+path+"/", depth+1)
		}
		if err != nil {
			m.skips = append(m.skips, scanner.Skip{Path: prefix + path, Reason: "submodule: " + reason(err)})
		}
	}
	return nil
}

// errNotCheckedOut says that there is no repository in the place of a submodule.
var errNotCheckedOut = errors.New("it is not checked out (git submodule update --init --recursive does that)")

// submodule opens a submodule. Its folder must be the top of a work tree, and not be
// reached through a link: it could lead anywhere.
func (r *Repo) submodule(path string) (*Repo, error) {
	dir := r.onDisk(path)
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errNotCheckedOut
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, errors.New("there is no folder in its place")
	}
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
	}
	if top, err := filepath.EvalSymlinks(r.at.workTree); err != nil || filepath.Join(top, filepath.FromSlash(path)) != real {
		return nil, errors.New("it is reached through a symbolic link")
	}
	o := Options{Dir: real, Env: OtherRepository(r.at.env)}
	switch r.eng.(type) {
	case *gitEngine:
		o.Engine = "git"
	case *native:
		o.Engine = "native"
	}
	if _, err := os.Lstat(filepath.Join(real, ".git")); errors.Is(err, fs.ErrNotExist) {
		return nil, errNotCheckedOut
	}
	sub, err := Open(o)
	if err != nil {
		return nil, err
	}
	if sub.Top() != real {
		sub.Close()
		return nil, fmt.Errorf("its work tree is elsewhere, in %s", sub.Top())
	}
	return sub, nil
}

// OtherRepository returns the environment without the variables by which git names
// another repository than that of a folder, for [Options.Env].
func OtherRepository(env func(string) string) func(string) string {
	return func(key string) string {
		switch key {
		case "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_PREFIX":
			return ""
		}
		return env(key)
	}
}

// Blobs implements [scanner.Source].
func (m *modules) Blobs(ctx context.Context) iter.Seq2[scanner.Blob, error] {
	return func(yield func(scanner.Blob, error) bool) {
		for b, err := range m.top.Blobs(ctx) {
			if !yield(b, err) {
				return
			}
		}
		for i := range m.skips {
			if !yield(scanner.Blob{}, &m.skips[i]) {
				return
			}
		}
		for _, s := range m.subs {
			for b, err := range s.tree.Blobs(ctx) {
				var sk *scanner.Skip
				switch {
				case errors.As(err, &sk):
					err = &scanner.Skip{Path: s.prefix + sk.Path, Reason: sk.Reason, Container: sk.Container}
				case err != nil && ctx.Err() == nil: // the others are read all the same
					err = &scanner.Skip{Path: strings.TrimSuffix(s.prefix, "/"), Reason: "submodule: " + reason(err)}
				}
				b.Path = s.prefix + b.Path
				if !yield(b, err) {
					return
				}
			}
		}
	}
}

// Describe implements [scanner.Describer].
func (m *modules) Describe() scanner.Description {
	d := m.top.Describe()
	d.What += " with " + countOf(len(m.subs), "submodule")
	none := map[string]int{}
	add := func(more map[string]int) {
		for why, n := range more {
			none[why] += n
		}
	}
	add(d.NoBlob)
	for _, s := range m.subs {
		add(s.tree.Describe().NoBlob)
	}
	// Each of them was read, or is named as not read.
	if none[noBlobSubmodule] -= m.scanned; none[noBlobSubmodule] <= 0 {
		delete(none, noBlobSubmodule)
	}
	d.NoBlob = none
	return d
}

// Snapshot implements [scanner.Snapshotter].
func (m *modules) Snapshot(ctx context.Context) (*rules.Repo, error) {
	top, err := m.top.Snapshot(ctx)
	if top == nil {
		return nil, err
	}
	var skips scanner.Skips
	if err != nil && !errors.As(err, &skips) {
		return nil, err
	}
	repos := make([]*rules.Repo, len(m.subs))
	joined := &rules.Repo{Files: slices.Clone(top.Files), Bare: top.Bare}
	for i, s := range m.subs {
		sub, err := s.tree.Snapshot(ctx)
		var some scanner.Skips
		switch {
		case errors.As(err, &some):
			for _, sk := range some {
				sk.Path = s.prefix + sk.Path
				skips = append(skips, sk)
			}
		case err != nil:
			skips = append(skips, scanner.Skip{Path: strings.TrimSuffix(s.prefix, "/"), Reason: "submodule: " + reason(err)})
		}
		if sub == nil {
			continue
		}
		repos[i] = sub
		for _, f := range sub.Files {
			f.Path = s.prefix + f.Path
			joined.Files = append(joined.Files, f)
		}
	}
	slices.SortFunc(joined.Files, func(a, b rules.RepoFile) int { return strings.Compare(a.Path, b.Path) })
	// The innermost submodule that a path is in has it.
	owner := func(path string) (*rules.Repo, string) {
		repo, rest := top, path
		for i, s := range m.subs {
			if inner, ok := strings.CutPrefix(path, s.prefix); ok && repos[i] != nil && len(inner) < len(rest) {
				repo, rest = repos[i], inner
			}
		}
		return repo, rest
	}
	joined.Ignored = func(path string) (gitignore.Result, error) {
		repo, rest := owner(path)
		if repo.Ignored == nil {
			return gitignore.Result{}, nil
		}
		res, err := repo.Ignored(rest)
		prefix := strings.TrimSuffix(path, rest)
		if res.Parent != "" {
			res.Parent = prefix + res.Parent
		}
		if res.Source == gitignore.PerDir && res.File != "" {
			res.File = prefix + res.File
		}
		return res, err
	}
	joined.Read = func(path string, from rules.Place) ([]byte, error) {
		repo, rest := owner(path)
		return repo.Read(rest, from)
	}
	joined.Outside = func(path string) bool {
		repo, rest := owner(path)
		return repo.Outside != nil && repo.Outside(rest)
	}
	if len(skips) > 0 {
		return joined, skips
	}
	return joined, nil
}
