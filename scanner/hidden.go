package scanner

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"github.com/envguard/envguard/rules"
)

// What a change hides by itself. Its own ignore file and allow comments count,
// or nobody could add a test vector, but not without a word.

// listHidden notes what a staged change hides that was not hidden before.
func (s *Scanner) listHidden(ctx context.Context, src Comparer, col *collector, policy func(string) rules.Policy) {
	if !s.cfg.Staged {
		return
	}
	counts := map[Hidden]int{}
	s.hiddenByComments(ctx, src, col, policy, counts)
	s.hiddenByIgnoring(ctx, src, col, policy, counts)
	for h, n := range counts {
		h.Errors = n
		col.hidden = append(col.hidden, h)
	}
	slices.SortFunc(col.hidden, func(a, b Hidden) int {
		return cmp.Or(cmp.Compare(a.By, b.By), cmp.Compare(a.Path, b.Path))
	})
}

// hiddenByComments counts errors with an allow comment whose secret no parent
// has with an allow comment.
func (s *Scanner) hiddenByComments(ctx context.Context, src Comparer, col *collector, policy func(string) rules.Policy, counts map[Hidden]int) {
	wanted := newWantedSet()
	wanted.allowed = true
	var fs []*Finding
	ids := map[string]bool{}
	for i := range col.suppressed {
		if f := &col.suppressed[i]; f.Severity == rules.Error && !f.Unstaged {
			wanted.want(f.Secret.value)
			fs = append(fs, f)
			ids[f.blob] = true
		}
	}
	if len(fs) == 0 {
		return
	}
	s.lookEarlier(ctx, src.Earlier(ctx, ids), wanted, col, policy)
	for _, f := range fs {
		if !wanted.has(f.Secret.value) {
			counts[Hidden{By: ByAllow, Path: f.Path}]++
		}
	}
}

// hiddenByIgnoring counts errors in staged files that are ignored, if they were
// not ignored before, or if their secret comes from a path that is not ignored.
func (s *Scanner) hiddenByIgnoring(ctx context.Context, src Comparer, col *collector, policy func(string) rules.Policy, counts map[Hidden]int) {
	before := s.cfg.IgnoreBefore
	if len(col.left) == 0 {
		return
	}
	aside := &collector{s: s, aside: true}
	each := func(yield func(Blob, error) bool) {
		for _, b := range col.left {
			if !yield(b, nil) {
				return
			}
		}
	}
	err := guarded(func() error {
		return s.readAll(ctx, each, aside, policy, nil, func(w *worker, b Blob) { w.blob(ctx, b) })
	})
	if err != nil || ctx.Err() != nil {
		return // what an ignored file holds does not decide
	}
	wanted := newWantedSet()
	ids := map[string]bool{}
	var moved []*Finding
	for i := range aside.found {
		f := &aside.found[i]
		switch {
		case f.Severity < rules.Warning || f.Unstaged:
		case before == nil || before.Match(outerPath(f.Path)) == 0:
			if f.Severity == rules.Error {
				counts[Hidden{By: ByIgnore, Path: f.Path}]++
			}
		default: // an error may become a warning by where it goes
			wanted.want(f.Secret.value)
			ids[f.blob] = true
			moved = append(moved, f)
		}
	}
	if len(moved) == 0 {
		return
	}
	s.lookEarlier(ctx, outside(before, src.Earlier(ctx, ids)), wanted, col, policy)
	for _, f := range moved {
		if wanted.has(f.Secret.value) {
			counts[Hidden{By: ByMove, Path: f.Path}]++
		}
	}
}

// outside yields the blobs that are not ignored.
func outside(ignore *Ignore, blobs iter.Seq2[Blob, error]) iter.Seq2[Blob, error] {
	return func(yield func(Blob, error) bool) {
		for b, err := range blobs {
			if (err != nil || ignore.Match(b.Path) == 0) && !yield(b, err) {
				return
			}
		}
	}
}
