package gitsource

import (
	"context"
	"errors"
	"fmt"

	"github.com/envguard/envguard/scanner"
)

// Amended returns what a commit would bring that replaces HEAD: the blobs of the index
// that no parent of HEAD has at their paths.
func (r *Repo) Amended() scanner.Source { return &staged{r: r, amend: true} }

// maxParents is how many parents of a merge are looked at.
const maxParents = 64

// headParents returns the parents of HEAD besides the first.
func (r *Repo) headParents(ctx context.Context) (revs []string) {
	for n := 2; n <= maxParents; n++ {
		rev := fmt.Sprintf("HEAD^%d", n)
		if _, err := r.Resolve(ctx, rev); err != nil {
			return revs // there are no more
		}
		revs = append(revs, rev)
	}
	return revs
}

// sinceParents returns the changes of the index against the parents of HEAD. Changes
// against HEAD that concern no plain entry, such as sides of a conflict, are kept.
func (r *Repo) sinceParents(ctx context.Context, changes []change) ([]change, error) {
	first := map[string]entry{}
	_, err := r.eng.tree(ctx, "HEAD^1", func(e entry) error {
		first[e.path] = e
		return nil
	})
	if err != nil && !errors.Is(err, ErrUnknownRevision) { // the first commit has no parent
		return nil, fmt.Errorf("reading the parent of HEAD: %w", err)
	}
	brought := map[string]map[string]bool{} // by a merge: ids at paths
	for _, rev := range r.headParents(ctx) {
		if _, err := r.eng.tree(ctx, rev, func(e entry) error {
			if brought[e.path] == nil {
				brought[e.path] = map[string]bool{}
			}
			brought[e.path][e.id] = true
			return nil
		}); err != nil {
			return nil, fmt.Errorf("reading a parent of HEAD: %w", err)
		}
	}
	var out []change
	kept := map[string]bool{}
	for _, c := range changes {
		if c.stage != 0 || c.intentToAdd {
			out = append(out, c)
			kept[c.path] = true
		}
	}
	there := map[string]bool{}
	err = r.eng.tracked(ctx, func(e entry) error {
		there[e.path] = true
		old := first[e.path]
		if kept[e.path] || old.id == e.id && old.mode == e.mode || brought[e.path][e.id] {
			return nil
		}
		out = append(out, change{entry: entry{path: e.path, id: e.id, mode: e.mode}, oldID: old.id, oldMode: old.mode})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading the index: %w", err)
	}
	for path, old := range first {
		if !there[path] && !kept[path] {
			out = append(out, change{entry: entry{path: path}, oldID: old.id, oldMode: old.mode})
		}
	}
	return out, nil
}
