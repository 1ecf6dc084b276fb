package gitsource

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner"
)

// A staged source is the index against HEAD, or the index's version of given
// files.
type staged struct {
	receipt
	measure
	r     *Repo
	paths []string
	amend bool // what is staged replaces HEAD

	changes []change // what Blobs found, for Snapshot
	listed  bool
}

var (
	_ scanner.Snapshotter = (*staged)(nil)
	_ scanner.Describer   = (*staged)(nil)
)

// Staged returns what is about to be committed: the blobs of the index that
// differ from HEAD. With paths, relative to the current directory or absolute,
// it returns what the index has of exactly those files. Findings in one that is
// equal to HEAD all count.
func (r *Repo) Staged(paths []string) scanner.Source {
	return &staged{r: r, paths: paths}
}

// Blobs implements [scanner.Source].
func (s *staged) Blobs(ctx context.Context) iter.Seq2[scanner.Blob, error] {
	return func(yield func(scanner.Blob, error) bool) {
		before := s.r.indexStamp()
		changes, err := s.r.eng.staged(ctx)
		if err != nil {
			yield(scanner.Blob{}, err)
			return
		}
		sinceHead := changes
		what := "index against HEAD"
		if s.amend {
			what = "index against the parents of HEAD"
			if changes, err = s.r.sinceParents(ctx, changes); err != nil {
				yield(scanner.Blob{}, err)
				return
			}
		}
		s.changes, s.listed = changes, true
		s.set(func(d *scanner.Description) {
			d.What = what
			d.Index = s.r.shownIndex()
			d.Engine = s.r.eng.name()
			d.Staged = len(changes)
		})
		ok := false
		if s.paths == nil {
			s.expect(len(changes))
			ok = s.all(ctx, changes, yield)
		} else {
			s.expect(len(s.paths))
			ok = s.some(ctx, changes, yield)
		}
		if ok && s.r.indexStamp() != before && s.changed(ctx, sinceHead) {
			yield(scanner.Blob{}, &scanner.Skip{
				Path:   s.r.shownIndex(),
				Reason: "the index was changed while it was being checked; check again",
			})
		}
	}
}

// all yields every change.
func (s *staged) all(ctx context.Context, changes []change, yield func(scanner.Blob, error) bool) bool {
	seen := 0
	for _, c := range changes {
		if err := ctx.Err(); err != nil {
			yield(scanner.Blob{}, err)
			return false
		}
		b, why, err := s.blob(ctx, c)
		switch {
		case err != nil:
			b = scanner.Blob{}
		case why != "":
			s.none(why)
			seen++
			continue
		}
		seen++
		if !yield(b, err) {
			return false
		}
	}
	// By construction this cannot happen. It is here because the mistake
	// that it would be, a stage that looks empty, is the worst of all.
	if seen != len(changes) {
		return yield(scanner.Blob{}, &scanner.Skip{Path: s.r.shownIndex(), Reason: "not every staged entry was read"})
	}
	return true
}

// blob turns a change into a blob, or says why it is none.
func (s *staged) blob(ctx context.Context, c change) (b scanner.Blob, why string, err error) {
	switch {
	case c.mode == 0:
		return b, noBlobDeleted, nil
	case c.mode&modeTypeMask == modeSubmodule:
		return b, noBlobSubmodule, nil
	case c.intentToAdd:
		return b, noBlobITA, nil
	case c.stage == 1:
		return b, noBlobBase, nil
	case c.mode&modeTypeMask == modeTree || c.id == "":
		return b, "", &scanner.Skip{Path: c.path, Reason: "the index has a folder or nothing in the place of a file"}
	}
	b = scanner.Blob{
		Path: c.path, ID: c.id, Size: -1, Stage: c.stage,
		Link: c.mode&modeTypeMask == modeLink,
		Open: s.r.object(ctx, c.path, c.id),
	}
	b.Changed = c.oldID != "" && c.oldMode&modeTypeMask != modeSubmodule
	return b, "", nil
}

// some yields the files that were asked for.
func (s *staged) some(ctx context.Context, changes []change, yield func(scanner.Blob, error) bool) bool {
	var want []string // relative to the top
	for _, p := range s.paths {
		rel, ok := s.r.relative(p)
		if !ok {
			if !yield(scanner.Blob{}, &scanner.Skip{Path: p, Reason: "outside the repository's work tree"}) {
				return false
			}
			continue
		}
		want = append(want, rel)
	}
	slices.Sort(want)
	want = slices.Compact(want)
	index := map[string]bool{} // which of them the index has, as a file or as a folder
	for _, w := range want {
		index[w] = false
	}
	var entries []entry
	err := s.r.eng.tracked(ctx, func(e entry) error {
		if w, ok := covering(index, e.path); ok {
			index[w] = true
			entries = append(entries, e)
		}
		return nil
	})
	if err != nil {
		yield(scanner.Blob{}, err)
		return false
	}
	differs := make(map[string]change, len(changes))
	for _, c := range changes {
		differs[c.path] = c
	}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			yield(scanner.Blob{}, err)
			return false
		}
		c := change{entry: e}
		old, staged := differs[e.path]
		if staged {
			c.oldID, c.oldMode = old.oldID, old.oldMode
		}
		b, why, err := s.blob(ctx, c)
		b.Unstaged = !staged
		switch {
		case err != nil:
			b = scanner.Blob{}
		case why != "":
			s.none(why)
			continue
		}
		if !yield(b, err) {
			return false
		}
	}
	for _, w := range want {
		if !index[w] && !s.unindexed(w, changes, yield) {
			return false
		}
	}
	return true
}

// covering returns which of the wanted paths is path or a folder above it.
func covering(want map[string]bool, path string) (string, bool) {
	if _, ok := want[path]; ok {
		return path, true
	}
	if _, ok := want["."]; ok {
		return ".", true
	}
	for i := len(path) - 1; i > 0; i-- {
		if path[i] == '/' {
			if _, ok := want[path[:i]]; ok {
				return path[:i], true
			}
		}
	}
	return "", false
}

// unindexed yields a file that was asked for and that the index does not have.
func (s *staged) unindexed(path string, changes []change, yield func(scanner.Blob, error) bool) bool {
	link, size, open, err := diskFile(s.r.onDisk(path), path)
	if err == nil {
		return yield(scanner.Blob{Path: path, Size: size, Link: link, Open: open, Unstaged: true}, nil)
	}
	deleted := 0
	for _, c := range changes {
		if c.mode == 0 && (c.path == path || strings.HasPrefix(c.path, path+"/")) {
			s.none(noBlobDeleted)
			deleted++
		}
	}
	switch {
	case deleted > 0:
		return true
	case errors.Is(err, errFolder):
		return yield(scanner.Blob{}, &scanner.Skip{Path: path, Reason: "the index has nothing in this folder"})
	case isAbsent(err):
		return yield(scanner.Blob{}, &scanner.Skip{Path: path, Reason: "not in the index"})
	}
	return yield(scanner.Blob{}, &scanner.Skip{Path: path, Reason: "not in the index, and on disk: " + reason(err)})
}

// An indexStamp reports whether a file was written meanwhile.
type indexStamp struct {
	size, mtime int64
	end         [32]byte // of the file: the checksum
}

func (r *Repo) indexStamp() (st indexStamp) {
	f, err := openPlain(r.at.indexFile)
	if err != nil {
		return st
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return st
	}
	st.size, st.mtime = info.Size(), info.ModTime().UnixNano()
	f.ReadAt(st.end[:], max(0, info.Size()-int64(len(st.end)))) //nolint:errcheck // a short read differs
	return st
}

// changed reads the stage once more: git rewrites the index to refresh its
// times as well, which changes nothing.
func (s *staged) changed(ctx context.Context, old []change) bool {
	e, err := s.r.reopen()
	if err != nil {
		return true
	}
	defer e.close()
	now, err := e.staged(ctx)
	return err != nil || !slices.Equal(now, old)
}

// Snapshot implements [scanner.Snapshotter].
func (s *staged) Snapshot(ctx context.Context) (*rules.Repo, error) {
	if !s.listed {
		changes, err := s.r.eng.staged(ctx)
		if err != nil {
			return nil, err
		}
		s.changes, s.listed = changes, true
	}
	return s.r.stagedSnapshot(ctx, s.changes, &s.receipt)
}

// readPlace reads a file for the repository rules.
func (r *Repo) readPlace(ctx context.Context, path string, from rules.Place, ids map[string]string) ([]byte, error) {
	if from == rules.Worktree {
		return r.readDisk(path)
	}
	id := ids[path]
	if from == rules.Head {
		entries, err := r.eng.headEntries(ctx, []string{path})
		if err != nil {
			return nil, err
		}
		id = entries[0].id
	}
	if id == "" {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	rc, _, err := r.eng.open(ctx, id)
	if err != nil {
		return nil, err
	}
	return readAll(rc)
}

// readDisk reads a file of the work tree; a symbolic link is followed, as the
// programs that read an env file do.
func (r *Repo) readDisk(path string) ([]byte, error) {
	if r.at.workTree == "" || strings.HasPrefix(path, "../") {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	name := r.onDisk(path)
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errSpecial
	}
	f, err := os.OpenFile(name, os.O_RDONLY|openNonblock, 0)
	if err != nil {
		return nil, err
	}
	return readAll(io.ReadCloser(f))
}

// leadsOut reports whether a file of the work tree is not in it, but where a symbolic
// link leads.
func (r *Repo) leadsOut(path string) bool {
	real, err := filepath.EvalSymlinks(r.onDisk(path))
	if err != nil {
		return !isAbsent(err)
	}
	rel, err := filepath.Rel(r.at.workTree, real)
	return err != nil || !filepath.IsLocal(rel)
}
