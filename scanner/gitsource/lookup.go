package gitsource

import (
	"context"
	"errors"

	"github.com/envguard/envguard/scanner"
)

// Lookup returns one file, whose path is relative to the top, as the index has
// it and as HEAD has it; nil where it is not there. The index's blob is Unstaged
// if it is HEAD's. A file with an intent to add has no content in the index. It
// reads no more of the index than what precedes the path.
func (r *Repo) Lookup(ctx context.Context, path string) (index, head *scanner.Blob, err error) {
	errPast := errors.New("past the path")
	var id string
	err = r.eng.tracked(ctx, func(e entry) error {
		switch {
		case e.path > path:
			return errPast
		case e.path < path || index != nil || e.intentToAdd || e.id == "":
			return nil
		case e.mode&modeTypeMask == modeSubmodule || e.mode&modeTypeMask == modeTree:
			return nil
		}
		index, id = r.blobOf(ctx, e), e.id
		return nil
	})
	if err != nil && !errors.Is(err, errPast) {
		return nil, nil, err
	}
	entries, err := r.eng.headEntries(ctx, []string{path})
	if err != nil {
		return nil, nil, err
	}
	if e := entries[0]; e.id != "" && e.mode&modeTypeMask != modeSubmodule && e.mode&modeTypeMask != modeTree {
		e.stage = 0
		head = r.blobOf(ctx, e)
		if index != nil {
			index.Unstaged = index.Stage == 0 && id == e.id
		}
	}
	return index, head, nil
}

func (r *Repo) blobOf(ctx context.Context, e entry) *scanner.Blob {
	return &scanner.Blob{
		Path: e.path, ID: e.id, Size: -1, Stage: e.stage,
		Link: e.mode&modeTypeMask == modeLink,
		Open: r.object(ctx, e.path, e.id),
	}
}
