package gitsource

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/envguard/envguard/scanner"
)

// Places implements [scanner.History].
func (w *wholeHistory) Places(ctx context.Context, keys []int) (out [][]scanner.Blob, err error) {
	if w.other != nil {
		return w.other.Places(ctx, keys)
	}
	defer guard("reading the history")(&err)
	h := w.h
	blobs := make([]int32, len(keys))
	for i, k := range keys {
		blobs[i] = int32(k)
	}
	t, err := h.newTracer(ctx, max(1, w.workers), blobs)
	if err != nil {
		return nil, err
	}
	found, _, err := t.appearances(ctx, w.order)
	if err != nil {
		return nil, err
	}
	out = make([][]scanner.Blob, len(keys))
	for i, g := range blobs {
		for _, a := range found[g] {
			b := scanner.Blob{Path: h.path(a.path), ID: h.hash(g).String(), Size: -1, Link: h.objs[g].flags&objLink != 0}
			b.Open = w.r.object(ctx, b.Path, b.ID)
			out[i] = append(out[i], b)
		}
	}
	return out, nil
}

// Trace implements [scanner.History].
func (w *wholeHistory) Trace(ctx context.Context, keys []int) (out []scanner.Trace, err error) {
	if w.other != nil {
		return w.other.Trace(ctx, keys)
	}
	defer guard("reading the history")(&err)
	h := w.h
	out = make([]scanner.Trace, len(keys))
	names := w.newNameTrace(keys)
	blobs := make([]int32, 0, len(keys))
	for i, k := range keys {
		if k < 0 {
			continue
		}
		g := int32(k)
		out[i].ID = h.hash(g).String()
		out[i].Unreachable = h.objs[g].flags&objReached == 0
		blobs = append(blobs, g)
	}
	t, err := h.newTracer(ctx, max(1, w.workers), slices.Concat(blobs, names.blobs))
	if err != nil {
		return out, err
	}
	found, ages, err := t.appearances(ctx, w.order)
	if err != nil {
		return out, err
	}
	inHead := map[int32]bool{}
	if c := w.head(); c != nil {
		t.below(c.tree, inHead)
	}
	commits := commitTextKeys(keys)
	for _, list := range found {
		for _, a := range list {
			commits = append(commits, a.commit)
		}
	}
	slices.Sort(commits)
	commits = slices.Compact(commits)
	origins := make([]scanner.Origin, len(commits))
	for i, g := range commits {
		c, err := h.s.readCommit(h.hash(g))
		if err != nil {
			return out, err
		}
		origins[i] = originOf(c.info)
	}
	branches := w.branches(commits)
	brought := func(commit int32) scanner.Appearance {
		k, _ := slices.BinarySearch(commits, commit)
		return scanner.Appearance{Origin: origins[k], Committed: time.Unix(ages[h.at[commit]], 0), Branches: branches[k]}
	}
	for i, key := range keys {
		if key < 0 {
			continue
		}
		g := int32(key)
		out[i].InHead = inHead[g]
		for _, a := range found[g] {
			at := brought(a.commit)
			at.Path = h.path(a.path)
			out[i].Appearances = append(out[i].Appearances, at)
		}
	}
	if len(w.o.Branches) > 0 { // texts have no path yet
		if err := w.r.addTips(ctx, out); err != nil {
			return out, err
		}
	}
	heads, err := w.headNames(ctx, names)
	if err != nil {
		return out, err
	}
	firsts := names.first(found, ages)
	for i, key := range keys {
		if key < 0 {
			out[i] = w.traceText(key, firsts, heads, brought)
		}
	}
	return out, nil
}

// addTips adds to traces what HEAD has at their paths.
func (r *Repo) addTips(ctx context.Context, traces []scanner.Trace) error {
	var paths []string
	for i := range traces {
		for _, a := range traces[i].Appearances {
			paths = append(paths, a.Path)
		}
	}
	if _, err := r.commitID(ctx, "HEAD"); errors.Is(err, ErrUnknownRevision) {
		return nil // a branch without a commit
	}
	head, err := r.eng.headEntries(ctx, paths)
	if err != nil {
		return fmt.Errorf("looking whether HEAD has it still: %w", err)
	}
	for i := range traces {
		t := &traces[i]
		n := len(t.Appearances)
		for _, e := range head[:n] {
			if e.id == "" || zeroID(e.id) || e.mode&modeTypeMask == modeSubmodule {
				continue
			}
			if e.id == t.ID {
				t.InHead = true
				continue
			}
			b := scanner.Blob{Path: e.path, ID: e.id, Size: -1, Link: e.mode&modeTypeMask == modeLink}
			b.Open = r.object(ctx, e.path, e.id)
			t.Tip = append(t.Tip, b)
		}
		head = head[n:]
	}
	return nil
}

func originOf(info commitInfo) scanner.Origin {
	o := scanner.Origin{Commit: info.id, Author: info.author}
	if info.when != 0 {
		o.When = time.Unix(info.when, 0).UTC()
	}
	return o
}

// maxOthers is how many references are named that are no branches: a forge has
// one for each pull request, and most of them reach what is old.
const maxOthers = 20

// branches returns the names of the branches that contain commits; where there
// is none, the full names of other references, maxOthers at most.
func (w *wholeHistory) branches(commits []int32) [][]string {
	out := make([][]string, len(commits))
	others := make([][]string, len(commits))
	names := make([]string, len(w.refs)) // of branches
	for i, r := range w.refs {
		names[i] = branchName(r.name)
	}
	detached := w.detached()
	w.h.containing(w.all, commits, w.tips, func(commit, tip int) {
		name := w.refs[tip].name
		switch {
		case names[tip] != "":
			out[commit] = append(out[commit], names[tip])
		case len(others[commit]) < maxOthers && (name != "HEAD" || detached):
			others[commit] = append(others[commit], name)
		}
	})
	for i := range out {
		if len(out[i]) == 0 {
			out[i] = others[i]
		}
	}
	return out
}

func (w *wholeHistory) detached() bool {
	target, err := readSymbolic(w.r.at.gitDir)
	return err == nil && target == ""
}

// head returns HEAD's commit, nil if there is none or it is not here.
func (w *wholeHistory) head() *histCommit {
	for i, ref := range w.refs {
		if ref.name == "HEAD" {
			return w.h.commitAt(w.tips[i])
		}
	}
	return nil
}
