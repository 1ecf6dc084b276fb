package gitsource

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/scanner"
)

// EnvFiles implements [scanner.History].
func (w *wholeHistory) EnvFiles(ctx context.Context) (_ []scanner.EnvVersion, err error) {
	defer guard("reading the history")(&err)
	if w.other != nil {
		return w.other.EnvFiles(ctx)
	}
	var list []envFile
	for k := range w.h.private {
		list = append(list, envFile{w.h.path(k.path), int(k.g), w.h.hash(k.g).String()})
	}
	return w.r.envVersions(ctx, list)
}

// Tip implements [scanner.History].
func (w *wholeHistory) Tip(ctx context.Context) (*rules.Repo, error) { return w.r.tip(ctx) }

// tip returns the files of HEAD that repository rules need.
func (r *Repo) tip(ctx context.Context) (*rules.Repo, error) {
	src, err := r.Revision("HEAD")
	if err != nil {
		if _, cerr := r.commitID(ctx, "HEAD"); errors.Is(cerr, ErrUnknownRevision) {
			return nil, nil // there is no commit yet
		}
		return nil, err
	}
	return src.(*revision).Snapshot(ctx)
}

// An envFile is a private env file of some commit.
type envFile struct {
	path string
	key  int
	id   string
}

// envVersions makes of each env file a repository of its own: that file, and
// next to it what HEAD has, which shows its framework.
func (r *Repo) envVersions(ctx context.Context, list []envFile) ([]scanner.EnvVersion, error) {
	if len(list) == 0 {
		return nil, nil
	}
	tip, err := r.tip(ctx)
	if err != nil || tip == nil {
		tip = &rules.Repo{Bare: true}
	}
	slices.SortFunc(list, func(a, b envFile) int {
		if c := strings.Compare(a.path, b.path); c != 0 {
			return c
		}
		return a.key - b.key
	})
	var out []scanner.EnvVersion
	for _, f := range list {
		repo := &rules.Repo{Bare: true}
		for _, t := range tip.Files {
			if t.Path != f.path && t.Class != fileclass.Private && t.Class != fileclass.Backup && t.Class != fileclass.Keys {
				repo.Files = append(repo.Files, t)
			}
		}
		repo.Files = append(repo.Files, rules.RepoFile{Path: f.path, Class: fileclass.Classify(f.path), Head: true})
		sortFiles(repo.Files)
		repo.Read = func(path string, from rules.Place) ([]byte, error) {
			if path != f.path {
				if tip.Read == nil {
					return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
				}
				return tip.Read(path, from)
			}
			rc, _, err := r.eng.open(ctx, f.id)
			if err != nil {
				return nil, err
			}
			return readAll(rc)
		}
		out = append(out, scanner.EnvVersion{Path: f.path, Key: f.key, Repo: repo})
	}
	return out, nil
}
