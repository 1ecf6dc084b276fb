package gitsource

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner"
)

// RangeOptions says which commits are meant: either those of To that are not of
// From, or those since a time.
type RangeOptions struct {
	From, To  string
	Symmetric bool // also those of From that are not of To: git's A...B

	Since    time.Time // by the committer's date
	Branches []string  // where to begin then; nil means everywhere
}

// Range returns what commits brought: each content that a commit put at a path
// where none of its parents has it, with the parents' versions of that path as
// its bases. The error wraps [ErrUnknownRevision] if a revision is unknown.
func (r *Repo) Range(ctx context.Context, o RangeOptions) (scanner.History, error) {
	h := &commitRange{r: r, o: o}
	h.desc.Engine = r.eng.name()
	var err error
	if !o.Since.IsZero() {
		h.desc.What = "commits since " + o.Since.Format(time.RFC3339)
		for _, b := range o.Branches {
			id, err := r.commitID(ctx, b)
			if err != nil {
				return nil, err
			}
			h.starts = append(h.starts, id)
		}
		return h, nil
	}
	dots := ".."
	if o.Symmetric {
		dots = "..."
	}
	h.desc.What = "commits " + o.From + dots + o.To
	from, err := r.commitID(ctx, o.From)
	if err != nil {
		return nil, err
	}
	to, err := r.commitID(ctx, o.To)
	if err != nil {
		return nil, err
	}
	h.from, h.to = []string{from}, []string{to}
	return h, nil
}

// A commitRange is the source of [Repo.Range] and [Repo.Push].
type commitRange struct {
	receipt
	r        *Repo
	o        RangeOptions
	from, to []string
	starts   []string
	pushed   *pushed // of a push

	commits []commitInfo
	ages    []int64 // of commits; see laterThan
	entries []rangeEntry
	texts   rangeTexts
}

// A rangeEntry is a content that a commit brought.
type rangeEntry struct {
	path, id string
	link     bool
	commit   int      // in commits, or noCommit
	bases    []string // ids of the parents' versions
}

// Versions implements [scanner.History].
func (h *commitRange) Versions(ctx context.Context, workers int, progress *scanner.Progress, visit func(int, *scanner.Version), skip func(scanner.Skip)) error {
	shallow, err := h.r.shallowCommits()
	if err != nil {
		return err
	}
	err = errUnsupported
	var git *gitEngine
	if n := h.r.native(); n != nil {
		l := &rangeLister{h: h, n: n, skip: skip, trees: map[plumbing.Hash][]byte{}, ages: map[plumbing.Hash]int64{}, missing: map[plumbing.Hash]bool{}}
		if l.shallow, err = parseIDs(shallow); err == nil {
			err = l.list(ctx)
		}
	}
	if errors.Is(err, errUnsupported) {
		g, gerr := h.r.askGit()
		if gerr != nil {
			return fmt.Errorf("%w; and git cannot be asked: %w", err, gerr)
		}
		h.set(func(d *scanner.Description) { d.Engine = "git" })
		h.commits, h.ages, h.entries = nil, nil, nil
		git, err = g, h.listGit(ctx, g, skip)
	}
	if err != nil {
		return err
	}
	var ends []string
	for _, c := range h.commits {
		if shallow[c.id] {
			ends = append(ends, c.id[:min(12, len(c.id))])
		}
	}
	if len(ends) > 0 {
		skip(scanner.Skip{Path: ".", Reason: fmt.Sprintf(
			"this clone is shallow, and its history ends within the range, at commit %s: what came before it counts as new (git fetch --unshallow, or a larger --depth, gets it)",
			strings.Join(ends, ", "))})
	}
	h.set(func(d *scanner.Description) { d.What += " (" + countOf(len(h.commits), "commit") + ")" })
	progress.Expect(int64(len(h.entries)), 0)
	var next atomic.Int64
	var wg sync.WaitGroup
	for k := range max(1, min(workers, len(h.entries))) {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(h.entries) {
					return
				}
				visit(k, h.version(ctx, i))
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	return h.visitTexts(ctx, git, visit, skip)
}

func (h *commitRange) version(ctx context.Context, i int) *scanner.Version {
	e := &h.entries[i]
	v := &scanner.Version{Key: i}
	v.Path, v.ID, v.Size, v.Link = e.path, e.id, -1, e.link
	v.Open = h.r.object(ctx, e.path, e.id)
	for _, id := range e.bases {
		v.Bases = append(v.Bases, func() (io.ReadCloser, error) {
			rc, _, err := h.r.eng.open(ctx, id)
			return rc, err
		})
	}
	return v
}

// Places implements [scanner.History]: each path is a version of its own.
func (h *commitRange) Places(context.Context, []int) ([][]scanner.Blob, error) { return nil, nil }

// Trace implements [scanner.History].
func (h *commitRange) Trace(ctx context.Context, keys []int) ([]scanner.Trace, error) {
	out := make([]scanner.Trace, len(keys))
	for i, k := range keys {
		if k < 0 {
			continue
		}
		e := &h.entries[k]
		out[i].ID = e.id
		a := h.appearance(e.commit)
		a.Path = e.path
		out[i].Appearances = []scanner.Appearance{a}
	}
	if err := h.r.addTips(ctx, out); err != nil { // texts have no path yet
		return out, err
	}
	return out, h.traceTexts(ctx, keys, out)
}

// EnvFiles implements [scanner.History].
func (h *commitRange) EnvFiles(ctx context.Context) ([]scanner.EnvVersion, error) {
	var list []envFile
	for i, e := range h.entries {
		if !e.link && rankOf(e.path) == rankPrivate {
			list = append(list, envFile{e.path, i, e.id})
		}
	}
	return h.r.envVersions(ctx, list)
}

// Tip implements [scanner.History].
func (h *commitRange) Tip(ctx context.Context) (*rules.Repo, error) { return h.r.tip(ctx) }

// listGit lists what the commits brought with `git log`.
func (h *commitRange) listGit(ctx context.Context, g *gitEngine, skip func(scanner.Skip)) error {
	gh := &gitHistory{r: h.r, g: g}
	var args []string
	switch {
	case h.pushed != nil:
		if err := h.listPushedGit(ctx, g); err != nil || len(h.to) == 0 {
			return err
		}
		gh.revisions, args = revisionLines(h.to, h.from), []string{"--stdin", "--"}
	case len(h.to) > 0 && h.o.Symmetric:
		args = []string{h.from[0], h.to[0], "--not"}
		bases, err := g.output(ctx, "merge-base", "--all", h.from[0], h.to[0])
		var ge *gitError
		if err != nil && !(errors.As(err, &ge) && ge.stderr == "") {
			return err
		}
		args = append(append(args, strings.Fields(string(bases))...), "--")
	case len(h.to) > 0:
		args = []string{h.to[0], "^" + h.from[0], "--"}
	case len(h.starts) > 0:
		args = append(slices.Clone(h.starts), "--")
	default:
		args = []string{"--all"}
		if err := gh.checkRefs(ctx, skip); err != nil {
			return err
		}
	}
	// Commits that bring no file are listed, too: a shallow end may be one.
	err := gh.logCommits(ctx, func(c *gitCommit) {
		if h.o.Since.IsZero() || c.info.committed >= h.o.Since.Unix() {
			h.commits, h.ages = append(h.commits, c.info), append(h.ages, c.age)
		}
	}, func(c *gitCommit, olds, id, path string, mode uint32) {
		if !h.o.Since.IsZero() && c.info.committed < h.o.Since.Unix() {
			return
		}
		if mode&modeTypeMask == modeSubmodule {
			h.none(noBlobSubmodule)
			return
		}
		e := rangeEntry{path: path, id: id, link: mode&modeTypeMask == modeLink, commit: len(h.commits) - 1}
		for _, old := range strings.Fields(olds) {
			if old == id {
				return
			}
			if !zeroID(old) {
				e.bases = append(e.bases, old)
			}
		}
		h.entries = append(h.entries, e)
	}, args...)
	if err != nil {
		return fmt.Errorf("listing the commits: %w", err)
	}
	return nil
}

// A rangeLister lists what commits brought with the native engine.
type rangeLister struct {
	h       *commitRange
	n       *native
	shallow map[plumbing.Hash]bool
	skip    func(scanner.Skip)
	trees   map[plumbing.Hash][]byte // read lately
	held    int
	ages    map[plumbing.Hash]int64 // of the commits that were listed
	missing map[plumbing.Hash]bool
}

// maxTrees is how many bytes of trees are kept: those of a commit are wanted
// again for its child.
const maxTrees = 32 << 20

func (l *rangeLister) list(ctx context.Context) (err error) {
	defer guard("reading the history")(&err)
	var ids []plumbing.Hash
	if p := l.h.pushed; p != nil {
		if err := l.listPushed(p); err != nil {
			return err
		}
	}
	if l.h.pushed != nil || len(l.h.to) > 0 {
		ids, err = l.between(ctx)
	} else {
		ids, err = l.since(ctx)
	}
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := l.commit(id); err != nil {
			return err
		}
	}
	return nil
}

// commit lists what one commit brought.
func (l *rangeLister) commit(id plumbing.Hash) error {
	c, err := l.n.store.readCommit(id)
	if err != nil {
		return err
	}
	age := c.info.committed
	var parents []plumbing.Hash
	if !l.shallow[id] {
		for _, p := range c.parents {
			if a, ok := l.ages[p]; ok {
				age = laterThan(age, a)
			}
			pc, err := l.n.store.readCommit(p)
			if err != nil {
				l.fail(p, ".", err)
				continue
			}
			parents = append(parents, pc.tree)
		}
	}
	l.ages[id] = age
	l.h.commits, l.h.ages = append(l.h.commits, c.info), append(l.h.ages, age)
	return l.diff("", c.tree, parents, 0)
}

// fail names an object that could not be read, once.
func (l *rangeLister) fail(id plumbing.Hash, path string, err error) {
	if !l.missing[id] {
		l.missing[id] = true
		l.skip(scanner.Skip{Path: path, Reason: reason(err)})
	}
}

func (l *rangeLister) tree(id plumbing.Hash, path string) ([]byte, bool) {
	if data, ok := l.trees[id]; ok {
		return data, true
	}
	data, err := l.n.store.readTree(id)
	if err != nil {
		if path == "" {
			path = "."
		}
		l.fail(id, path, err)
		return nil, false
	}
	if l.held += len(data) + 64; l.held > maxTrees {
		clear(l.trees)
		l.held = len(data) + 64
	}
	l.trees[id] = data
	return data, true
}

// diff lists the entries of a tree that none of the parents has.
func (l *rangeLister) diff(path string, id plumbing.Hash, parents []plumbing.Hash, depth int) error {
	if depth > maxTreeDepth {
		return fmt.Errorf("reading a tree: folders are nested more than %d deep", maxTreeDepth)
	}
	if slices.Contains(parents, id) {
		return nil
	}
	data, ok := l.tree(id, path)
	if !ok {
		return nil
	}
	olds := make([][]byte, 0, len(parents))
	for _, p := range parents {
		if d, ok := l.tree(p, path); ok {
			olds = append(olds, d)
		}
	}
next:
	for len(data) > 0 {
		e, rest, err := nextEntry(data)
		if err != nil {
			l.fail(id, path, damaged(id, err))
			return nil
		}
		data = rest
		var below []plumbing.Hash
		var bases []string
		for i := range olds {
			var o treeEntry
			if o, olds[i], err = seek(olds[i], e); err != nil {
				olds[i] = nil // it is named where it is read for itself
				continue
			}
			switch {
			case o.name == nil:
			case string(o.id) == string(e.id):
				continue next
			case o.mode == modeTree:
				below = append(below, plumbing.Hash(o.id))
			case o.mode != modeSubmodule:
				bases = append(bases, hexID(o.id))
			}
		}
		if e.mode == modeSubmodule {
			l.h.none(noBlobSubmodule)
			continue
		}
		at := path + string(e.name)
		if e.mode == modeTree {
			if err := l.diff(at+"/", plumbing.Hash(e.id), below, depth+1); err != nil {
				return err
			}
			continue
		}
		l.h.entries = append(l.h.entries, rangeEntry{
			path: at, id: hexID(e.id), link: e.mode == modeLink, commit: len(l.h.commits) - 1, bases: bases,
		})
	}
	return nil
}

// seek finds the entry with e's name, of a tree or of a file as e is, in the
// rest of another tree. Both are in git's order, so that the rest in front of it
// is done with.
func seek(rest []byte, e treeEntry) (treeEntry, []byte, error) {
	for len(rest) > 0 {
		o, next, err := nextEntry(rest)
		if err != nil {
			return treeEntry{}, nil, err
		}
		switch c := compareNames(o.name, o.mode == modeTree, e.name, e.mode == modeTree); {
		case c == 0:
			return o, next, nil
		case c > 0:
			return treeEntry{}, rest, nil
		}
		rest = next
	}
	return treeEntry{}, nil, nil
}
