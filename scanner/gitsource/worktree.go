package gitsource

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/scanner"
)

// A worktree source is the files on disk that are tracked, or neither tracked
// nor ignored.
type worktree struct {
	receipt
	measure
	r     *Repo
	paths []string

	once    sync.Once
	tracked map[string]entry
	list    listing
	roots   []string // relative to the top; nil for all of it
	err     error
}

var (
	_ scanner.Snapshotter = (*worktree)(nil)
	_ scanner.Describer   = (*worktree)(nil)
)

// Worktree returns the files on disk that git tracks, and those that it
// neither tracks nor ignores. With paths, relative to the current directory or
// absolute, only what is at or below them: a file that is named is read even
// if it is ignored. A path that does not exist is an error.
func (r *Repo) Worktree(paths []string) scanner.Source {
	return &worktree{r: r, paths: paths}
}

// Blobs implements [scanner.Source].
func (s *worktree) Blobs(ctx context.Context) iter.Seq2[scanner.Blob, error] {
	return func(yield func(scanner.Blob, error) bool) {
		if err := s.look(ctx); err != nil {
			yield(scanner.Blob{}, err)
			return
		}
		s.expect(len(s.list.files))
		for _, why := range s.list.counts {
			s.none(why)
		}
		for _, sk := range s.list.skips {
			if !yield(scanner.Blob{}, sk) {
				return
			}
		}
		regular := s.list.regular
		for _, path := range s.list.files {
			if err := ctx.Err(); err != nil {
				yield(scanner.Blob{}, err)
				return
			}
			if len(regular) > 0 && regular[0] == path { // no need to look again
				regular = regular[1:]
				if !yield(scanner.Blob{Path: path, Size: -1, Open: regularFile(s.r.onDisk(path), path)}, nil) {
					return
				}
				continue
			}
			if !s.yield(ctx, path, yield) {
				return
			}
		}
	}
}

func (s *worktree) yield(ctx context.Context, path string, yield func(scanner.Blob, error) bool) bool {
	t, isTracked := s.tracked[path]
	link, size, open, err := diskFile(s.r.onDisk(path), path)
	switch {
	case err == nil:
		return yield(scanner.Blob{Path: path, Size: size, Link: link, Open: open}, nil)
	case errors.Is(err, errSpecial):
		s.none(noBlobSpecial)
		return true
	case isTracked && isAbsent(err):
		if t.skipWorktree && t.id != "" { // a sparse checkout: the index has it
			return yield(scanner.Blob{
				Path: path, ID: t.id, Size: -1, Link: t.mode&modeTypeMask == modeLink, Open: s.r.object(ctx, path, t.id),
			}, nil)
		}
		s.none(noBlobGone)
		return true
	}
	return yield(scanner.Blob{}, skip(path, err))
}

// look lists the work tree, once.
func (s *worktree) look(ctx context.Context) error {
	s.once.Do(func() { s.err = s.lookOnce(ctx) })
	return s.err
}

func (s *worktree) lookOnce(ctx context.Context) error {
	if s.r.at.workTree == "" {
		return errors.New("this repository has no work tree (hint: scan a commit with --rev HEAD)")
	}
	s.tracked = map[string]entry{}
	dirs := map[string]bool{}
	err := s.r.eng.tracked(ctx, func(e entry) error {
		s.tracked[e.path] = e
		for d := parent(e.path); d != "" && !dirs[d]; d = parent(d) {
			dirs[d] = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.set(func(d *scanner.Description) {
		d.What, d.Index, d.Engine = "work tree", s.r.shownIndex(), s.r.eng.name()
	})
	ign, err := s.r.ignorer(ctx)
	if err != nil {
		return err
	}
	w := &walker{top: s.r.at.workTree, tracked: s.tracked, dirs: dirs, ignored: s.tolerant(ign.ignores), out: &s.list}
	if s.paths == nil {
		err = s.all(ctx, w)
	} else {
		err = s.below(ctx, w, ign)
	}
	if err != nil {
		return err
	}
	s.missing()
	for _, list := range [...]*[]string{&s.list.files, &s.list.regular} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return nil
}

// parent returns the folder of a path, empty for the top.
func parent(path string) string {
	return path[:max(0, strings.LastIndexByte(path, '/'))]
}

// all lists the whole work tree: by git itself where git is the engine.
func (s *worktree) all(ctx context.Context, w *walker) error {
	g := s.r.gitEngine()
	if g == nil {
		return w.walk(ctx, "")
	}
	incomplete, err := g.untracked(ctx, false, func(path string) error {
		if strings.HasSuffix(path, "/") {
			s.list.counts = append(s.list.counts, noBlobNested)
		} else {
			s.list.files = append(s.list.files, path)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if incomplete != "" {
		s.list.skips = append(s.list.skips, &scanner.Skip{Path: ".", Reason: "not every folder could be listed: " + incomplete})
	}
	_, err = g.untracked(ctx, true, func(path string) error {
		s.list.ignored = append(s.list.ignored, path)
		return nil
	})
	return err
}

// below lists what is at or below the paths.
func (s *worktree) below(ctx context.Context, w *walker, ign ignorer) error {
	s.roots = []string{}
	for _, p := range s.paths {
		rel, ok := s.r.relative(p)
		if !ok {
			return fmt.Errorf("%s: outside the repository's work tree %s (hint: run envguard in the folder that it belongs to)", p, s.r.at.workTree)
		}
		if rel == "." {
			s.roots = append(s.roots, "")
			if err := s.all(ctx, w); err != nil {
				return err
			}
			continue
		}
		info, err := os.Lstat(s.r.onDisk(rel))
		if err != nil && isAbsent(err) {
			if t, ok := s.tracked[rel]; ok && t.mode != 0 || w.dirs[rel] {
				s.roots = append(s.roots, rel) // deleted on disk
				continue
			}
		}
		if err != nil {
			return fmt.Errorf("%s: %s", p, reason(err))
		}
		for d := rel; d != ""; d = parent(d) {
			isLink := s.tracked[d].mode&modeTypeMask == modeSubmodule
			if isLink || !w.dirs[d] && isRepository(s.r.onDisk(d)) {
				return fmt.Errorf("%s: belongs to the repository in %s (hint: run envguard -C %s)", p, d, d)
			}
		}
		s.roots = append(s.roots, rel)
		if !info.IsDir() {
			if info.Mode()&^fs.ModePerm&^fs.ModeSymlink&fs.ModeType != 0 {
				s.list.counts = append(s.list.counts, noBlobSpecial)
				continue
			}
			s.list.files = append(s.list.files, rel)
			continue
		}
		sub := *w
		// An ignored folder that is named is looked into: the person asked.
		for d := rel; d != ""; d = parent(d) {
			yes, err := ign.ignores(d, true)
			if err != nil {
				return err
			}
			if yes {
				sub.ignored = func(string, bool) (bool, error) { return false, nil }
			}
		}
		if err := sub.walk(ctx, rel); err != nil {
			return err
		}
	}
	return nil
}

// inRoots reports whether a path is at or below one that was asked for.
func (s *worktree) inRoots(path string) bool {
	if s.roots == nil {
		return true
	}
	for _, r := range s.roots {
		if r == "" || path == r || strings.HasPrefix(path, r+"/") {
			return true
		}
	}
	return false
}

// missing adds the tracked files that the walk has not met, and counts those
// that are not there.
func (s *worktree) missing() {
	if s.roots == nil && s.list.met == len(s.tracked) {
		return
	}
	seen := make(map[string]bool, len(s.list.files))
	for _, f := range s.list.files {
		seen[f] = true
	}
	git := s.r.gitEngine() != nil
	for path, e := range s.tracked {
		if seen[path] || !s.inRoots(path) {
			continue
		}
		info, err := os.Lstat(s.r.onDisk(path))
		switch {
		case e.mode&modeTypeMask == modeSubmodule:
			// The walk has counted it, if there was one.
			if err != nil || git && s.roots == nil {
				s.list.counts = append(s.list.counts, noBlobSubmodule)
			}
		case err == nil && (info.IsDir() || throughLink(s.r.at.workTree, path)):
			s.list.counts = append(s.list.counts, noBlobGone)
		default: // there, absent or unreadable: found out when it is read
			s.list.files = append(s.list.files, path)
		}
	}
}

// tolerant returns ignores for a walk that goes on where an ignore file cannot be
// read: the file is named, and what it may ignore is scanned.
func (s *worktree) tolerant(ignores func(path string, dir bool) (bool, error)) func(path string, dir bool) (bool, error) {
	named := map[string]bool{}
	return func(path string, dir bool) (bool, error) {
		ignored, err := ignores(path, dir)
		var pe *fs.PathError
		if !errors.As(err, &pe) {
			return ignored, err
		}
		file := pe.Path
		if rel, err := filepath.Rel(s.r.at.workTree, file); err == nil && filepath.IsLocal(rel) {
			file = filepath.ToSlash(rel)
		}
		if !named[file] {
			named[file] = true
			s.list.skips = append(s.list.skips, &scanner.Skip{Path: file, Reason: reason(err) + "; what it may ignore is scanned"})
		}
		return false, nil
	}
}

// interesting reports whether the repository rules want to know of a file. It
// rules out most at once.
func interesting(path string) bool {
	if !fileclass.MaybeEnv(path) && !envfile.MaybeMarker(path) {
		return false
	}
	_, ok := ofInterest(path)
	return ok
}

// Snapshot implements [scanner.Snapshotter].
func (s *worktree) Snapshot(ctx context.Context) (*rules.Repo, error) {
	if err := s.look(ctx); err != nil {
		return nil, err
	}
	files := map[string]*rules.RepoFile{}
	ids := map[string]string{}
	add := func(path string) *rules.RepoFile {
		f := files[path]
		if f == nil {
			class, _ := ofInterest(path)
			f = &rules.RepoFile{Path: path, Class: class}
			files[path] = f
		}
		return f
	}
	for path, e := range s.tracked {
		if interesting(path) && s.inRoots(path) && e.mode&modeTypeMask != modeSubmodule {
			if e.intentToAdd {
				add(path).Intent = true
				continue
			}
			add(path).Index = true
			ids[path] = e.id
		}
	}
	for _, list := range [][]string{s.list.files, s.list.ignored} {
		for _, path := range list {
			if strings.HasSuffix(path, "/") || !interesting(path) {
				continue
			}
			if info, err := os.Lstat(filepath.Join(s.r.at.workTree, filepath.FromSlash(path))); err == nil && !info.IsDir() {
				add(path).Worktree = true
			}
		}
	}
	for _, path := range s.markersAbove() {
		add(path).Worktree = true
		if e, ok := s.tracked[path]; ok && !e.intentToAdd {
			add(path).Index = true
			ids[path] = e.id
		}
	}
	return s.r.snapshot(ctx, files, ids)
}

// markersAbove returns the files in the folders of the named paths and above
// that say which programs read the env files: what is found in a file does not
// depend on whether it was named.
func (s *worktree) markersAbove() []string {
	var list []string
	seen := map[string]bool{}
	for _, root := range s.roots {
		for dir := root; dir != "." && dir != ""; {
			dir = path.Dir(dir)
			if seen[dir] {
				break
			}
			seen[dir] = true
			entries, err := os.ReadDir(s.r.onDisk(dir))
			if err != nil {
				continue // the walk below says what it cannot read
			}
			for _, e := range entries {
				name := path.Join(dir, e.Name())
				if e.Type().IsRegular() && envfile.SaysReader(name) && !s.inRoots(name) {
					list = append(list, name)
				}
			}
		}
	}
	return list
}
