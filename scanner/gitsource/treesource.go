package gitsource

import (
	"context"
	"io/fs"
	"iter"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner"
)

// A revision source is the whole tree of a commit.
type revision struct {
	receipt
	measure
	r       *Repo
	rev     string
	info    commitInfo
	entries []entry
}

var (
	_ scanner.Snapshotter = (*revision)(nil)
	_ scanner.Describer   = (*revision)(nil)
)

// Revision returns what a commit holds, every file of its tree. It needs no
// work tree. The name is one of git's: a branch, a tag, an abbreviated id,
// HEAD~3.
func (r *Repo) Revision(rev string) (scanner.Source, error) {
	s := &revision{r: r, rev: rev}
	info, err := r.eng.tree(context.Background(), rev, func(e entry) error {
		s.entries = append(s.entries, e)
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.info = info
	s.desc = scanner.Description{What: "commit " + info.id[:min(7, len(info.id))], Engine: r.eng.name()}
	return s, nil
}

// Blobs implements [scanner.Source].
func (s *revision) Blobs(ctx context.Context) iter.Seq2[scanner.Blob, error] {
	origin := originOf(s.info)
	return func(yield func(scanner.Blob, error) bool) {
		s.set(func(d *scanner.Description) { d.NoBlob = nil }) // the list may be read several times
		texts, err := s.texts(ctx)
		if err != nil && !yield(scanner.Blob{}, err) {
			return
		}
		s.expect(len(s.entries) + len(texts))
		for _, e := range s.entries {
			if err := ctx.Err(); err != nil {
				yield(scanner.Blob{}, err)
				return
			}
			if e.mode&modeTypeMask == modeSubmodule {
				s.none(noBlobSubmodule)
				continue
			}
			if !yield(scanner.Blob{
				Path: e.path, ID: e.id, Size: -1, Origin: origin,
				Link: e.mode&modeTypeMask == modeLink,
				Open: s.r.object(ctx, e.path, e.id),
			}, nil) {
				return
			}
		}
		for _, b := range texts {
			if !yield(b, nil) {
				return
			}
		}
	}
}

// Snapshot implements [scanner.Snapshotter]. The commit takes HEAD's place.
func (s *revision) Snapshot(ctx context.Context) (*rules.Repo, error) {
	ids := map[string]string{}
	repo := &rules.Repo{Bare: true}
	for _, e := range s.entries {
		if class, ok := ofInterest(e.path); ok && e.mode&modeTypeMask != modeSubmodule {
			repo.Files = append(repo.Files, rules.RepoFile{Path: e.path, Class: class, Head: true})
			ids[e.path] = e.id
		}
	}
	sortFiles(repo.Files)
	repo.Read = func(path string, from rules.Place) ([]byte, error) {
		id := ids[path]
		if id == "" || from != rules.Head {
			return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
		}
		rc, _, err := s.r.eng.open(ctx, id)
		if err != nil {
			return nil, err
		}
		return readAll(rc)
	}
	return repo, nil
}
