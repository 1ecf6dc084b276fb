package gitsource

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"strings"

	"github.com/envguard/envguard/scanner"
)

// What a change is compared with: the contents that its parents have.

// errEnough ends a walk whose caller wants no more.
var errEnough = errors.New("no more is wanted")

// An earlierList yields each content once.
type earlierList struct {
	r     *Repo
	ctx   context.Context
	seen  map[string]bool // ids
	yield func(scanner.Blob, error) bool
}

// give yields a content. It returns errEnough when no more is wanted.
func (l *earlierList) give(path, id string, mode uint32) error {
	if id == "" || mode&modeTypeMask == modeSubmodule || l.seen[id] {
		return nil
	}
	l.seen[id] = true
	b := scanner.Blob{Path: path, ID: id, Size: -1, Link: mode&modeTypeMask == modeLink, Open: l.r.object(l.ctx, path, id)}
	if !l.yield(b, nil) {
		return errEnough
	}
	return nil
}

// end yields the error that ended the list, if there was one.
func (l *earlierList) end(err error) {
	if err != nil && !errors.Is(err, errEnough) {
		l.yield(scanner.Blob{}, err)
	}
}

// Earlier implements [scanner.Comparer]. The parents are HEAD and, in the middle
// of a merge, a cherry-pick, a revert or a rebase, the commits that git brings
// together with it.
func (s *staged) Earlier(ctx context.Context, ids map[string]bool) iter.Seq2[scanner.Blob, error] {
	return func(yield func(scanner.Blob, error) bool) {
		l := &earlierList{s.r, ctx, map[string]bool{}, yield}
		l.end(s.earlier(l, ids))
	}
}

func (s *staged) earlier(l *earlierList, ids map[string]bool) error {
	changed := make(map[string]bool, len(s.changes))
	for _, c := range s.changes {
		changed[c.path] = true
		if err := l.give(c.path, c.oldID, c.oldMode); err != nil {
			return err
		}
	}
	// An entry of the index that does not differ from HEAD is HEAD's.
	index := map[string]bool{}
	others, err := s.r.otherParents()
	if err != nil {
		return err
	}
	if s.amend { // the first one is in the changes
		others = append(others, s.r.headParents(l.ctx)...)
	}
	err = s.r.eng.tracked(l.ctx, func(e entry) error {
		if len(others) > 0 {
			index[e.path] = true
		}
		if !changed[e.path] && ids[e.id] {
			return l.give(e.path, e.id, e.mode)
		}
		return nil
	})
	for _, rev := range others {
		if err != nil {
			return err
		}
		_, err = s.r.eng.tree(l.ctx, rev, func(e entry) error {
			if changed[e.path] || !index[e.path] || ids[e.id] {
				return l.give(e.path, e.id, e.mode)
			}
			return nil
		})
	}
	return err
}

// otherParents returns the commits besides HEAD that what is staged comes from.
func (r *Repo) otherParents() ([]string, error) {
	var revs []string
	for _, name := range [...]string{"MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD"} {
		b, err := readPlain(filepath.Join(r.at.gitDir, name), maxListFile)
		if err != nil {
			if isAbsent(err) {
				continue
			}
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		for _, id := range strings.Fields(string(b)) {
			if hexPrefix([]byte(id)) != len(id) || len(id) < 2*hashSize {
				continue // of no use to git either
			}
			revs = append(revs, id)
			if name == "REVERT_HEAD" { // a revert brings back what the commit removed
				revs = append(revs, id+"^")
			}
		}
	}
	return revs, nil
}

// Commit implements [scanner.CommitComparer].
func (h *commitRange) Commit(key int) int { return h.entries[key].commit }

// EarlierThan implements [scanner.CommitComparer].
func (h *commitRange) EarlierThan(ctx context.Context, keys []int) iter.Seq2[scanner.Blob, error] {
	return func(yield func(scanner.Blob, error) bool) {
		l := &earlierList{h.r, ctx, map[string]bool{}, yield}
		l.end(h.earlierThan(l, keys))
	}
}

func (h *commitRange) earlierThan(l *earlierList, keys []int) error {
	ids := map[string]bool{}
	for _, k := range keys {
		ids[h.entries[k].id] = true
	}
	commit := h.commits[h.entries[keys[0]].commit].id
	now := map[string]string{}
	_, err := h.r.eng.tree(l.ctx, commit, func(e entry) error {
		now[e.path] = e.id
		return nil
	})
	for n := 1; err == nil; n++ {
		_, err = h.r.eng.tree(l.ctx, fmt.Sprintf("%s^%d", commit, n), func(e entry) error {
			if ids[e.id] || now[e.path] != e.id {
				return l.give(e.path, e.id, e.mode)
			}
			return nil
		})
		if errors.Is(err, ErrUnknownRevision) {
			return nil // there are no more parents, or a shallow clone lacks them
		}
	}
	return err
}
