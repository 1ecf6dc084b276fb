package gitsource

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/envguard/envguard/scanner"
)

// HistoryOptions says which part of a history is meant. The zero value is all
// that `git log --all` shows: what HEAD and every reference reach.
type HistoryOptions struct {
	// Branches limit the start of the history to these revisions.
	Branches []string
	// Unreachable adds what no reference reaches: content that was staged and
	// never committed, or that an amended commit left behind.
	Unreachable bool
}

// History returns every content that was ever committed. The error wraps
// [ErrUnknownRevision] if a branch is unknown.
func (r *Repo) History(o HistoryOptions) (scanner.History, error) {
	h := &wholeHistory{r: r, o: o}
	h.desc = scanner.Description{What: "history of all references", Engine: r.eng.name()}
	if len(o.Branches) > 0 {
		h.desc.What = "history of " + strings.Join(o.Branches, ", ")
		for _, b := range o.Branches {
			if _, err := r.commitID(context.Background(), b); err != nil {
				return nil, err
			}
		}
	}
	if o.Unreachable {
		h.desc.What += " and unreachable objects"
	}
	n := r.native()
	if n == nil {
		return r.gitHistory(h)
	}
	h.n = n
	return h, nil
}

// native returns the native engine if there is one.
func (r *Repo) native() *native {
	switch e := r.eng.(type) {
	case *native:
		return e
	case *autoEngine:
		n, _ := e.native.(*native)
		return n
	}
	return nil
}

// commitID resolves a revision to a commit. The error wraps
// [ErrUnknownRevision] if there is none.
func (r *Repo) commitID(ctx context.Context, rev string) (string, error) {
	var damage error
	if n := r.native(); n != nil {
		id, _, err := n.resolver.resolve(rev + "^{commit}")
		_, only := r.eng.(*native)
		switch {
		case err == nil:
			return id.String(), nil
		case isDamage(rev, err):
			if damage = err; only {
				return "", err
			}
		case only:
			return "", fmt.Errorf("revision %q: %w: %w", rev, ErrUnknownRevision, err)
		}
	}
	g, err := r.askGit()
	if err != nil {
		return "", err
	}
	id, err := g.commit(ctx, rev)
	if err != nil && damage != nil {
		return "", damage
	}
	return id, err
}

// isDamage says a repository that cannot be read from a revision that it does
// not have. An id of a commit that is not here is the latter, a reference to one
// the former.
func isDamage(rev string, err error) bool {
	switch {
	case errors.Is(err, errDamaged), errors.Is(err, errNotAllRead), errors.Is(err, errNoIndex):
		return true
	case errors.Is(err, errUnsupported), errors.Is(err, ErrUnknownRevision), errors.Is(err, errWrongType), errors.Is(err, errNoRef):
		return false
	case errors.Is(err, errMissing):
		return hexPrefix([]byte(rev)) < 2*hashSize
	}
	return true
}

// askGit returns the git engine, opened if need be.
func (r *Repo) askGit() (*gitEngine, error) {
	switch e := r.eng.(type) {
	case *gitEngine:
		return e, nil
	case *autoEngine:
		return e.git()
	}
	return nil, fmt.Errorf("this needs the git engine: %w", errUnsupported)
}

// A wholeHistory is the history as the native engine reads it.
type wholeHistory struct {
	receipt
	r *Repo
	n *native
	o HistoryOptions

	h       *history
	order   []int32 // commits, each behind its parents
	all     []int32 // the same, of all references; see readRest
	refs    []ref
	tips    []int32 // by reference; the commit, or -1
	workers int
	texts   *refTexts
	other   *gitHistory // took over, because of something that the native engine does not know
}

// Versions implements [scanner.History].
func (w *wholeHistory) Versions(ctx context.Context, workers int, progress *scanner.Progress, visit func(int, *scanner.Version), skip func(scanner.Skip)) (err error) {
	defer guard("reading the history")(&err)
	w.workers = workers
	err = w.read(ctx, workers, visit, skip)
	if errors.Is(err, errUnsupported) {
		g, gerr := w.r.gitHistory(w)
		if gerr != nil {
			return fmt.Errorf("%w; and git cannot be asked: %w", err, gerr)
		}
		w.other = g
		w.set(func(d *scanner.Description) { d.Engine = "git" })
		return g.Versions(ctx, workers, progress, visit, skip)
	}
	if err != nil {
		return err
	}
	h := w.h
	wanted := func(o *object) bool {
		return o.typ == plumbing.BlobObject && o.flags&(objTwin|objElsewhere) == 0 && (w.o.Unreachable || o.flags&objReached != 0)
	}
	total := int64(0)
	for i := range h.objs {
		if wanted(&h.objs[i]) {
			total++
		}
	}
	progress.Expect(total, 0)
	err = h.forest(ctx, workers, wanted, func(k int) visitor {
		return &blobVisitor{w: w, k: k, ctx: ctx, visit: visit, repeat: map[int32]string{}}
	})
	if err != nil {
		return err
	}
	if err := w.visitTexts(ctx, visit, skip); err != nil {
		return err
	}
	w.odd(ctx, visit, skip)
	return nil
}

// odd visits what is reached as the content of a file and is no blob by what
// the table knows, and with unreachable objects all that have no type: whoever
// opens them reads them after all, or names them.
func (w *wholeHistory) odd(ctx context.Context, visit func(int, *scanner.Version), skip func(scanner.Skip)) {
	h := w.h
	b := &blobVisitor{w: w, ctx: ctx, visit: visit, repeat: map[int32]string{}}
	for g := range h.objs {
		o := &h.objs[g]
		if o.flags&(objTwin|objElsewhere) != 0 || o.typ == plumbing.BlobObject {
			continue
		}
		reached := o.flags&objReached != 0
		unknown := w.o.Unreachable && o.typ == plumbing.InvalidObject
		switch {
		case reached || unknown:
			b.failed(int32(g), nil)
		case w.o.Unreachable && (h.own[g].failed || h.commitAt(int32(g)) != nil && h.commitAt(int32(g)).bad):
			// It may be a blob whose header was changed.
			if err := h.s.verify(h.hash(int32(g))); err != nil {
				skip(scanner.Skip{Path: b.path(int32(g)), Reason: err.Error()})
			}
		}
	}
}

// branchTips returns the commits of the branches that were asked for.
func (w *wholeHistory) branchTips(ctx context.Context) ([]plumbing.Hash, error) {
	var tips []plumbing.Hash
	for _, b := range w.o.Branches {
		id, err := w.r.commitID(ctx, b)
		if err != nil {
			return nil, err
		}
		hash, err := parseID(id)
		if err != nil {
			return nil, err
		}
		tips = append(tips, hash)
	}
	return tips, nil
}

// read finds out what the history reaches.
func (w *wholeHistory) read(ctx context.Context, workers int, visit func(int, *scanner.Version), skip func(scanner.Skip)) (err error) {
	defer guard("reading the history")(&err)
	t, err := newTable(w.n.store)
	if err != nil {
		return err
	}
	for _, err := range t.skips {
		skip(scanner.Skip{Path: ".", Reason: err.Error()})
	}
	var mu sync.Mutex
	h := newHistory(t, func(s *scanner.Skip) {
		mu.Lock()
		defer mu.Unlock()
		skip(*s)
	})
	w.h = h
	shallow, err := w.r.shallowCommits()
	if err != nil {
		return err
	}
	if h.shallow, err = parseIDs(shallow); err != nil {
		return fmt.Errorf("reading the shallow file: %w", err)
	}
	if err := h.readCommits(ctx, workers, visit); err != nil {
		return err
	}
	if err := h.readTrees(ctx, workers); err != nil {
		return err
	}
	refs, broken := w.n.refs.all()
	w.refs = refs
	starts, err := w.branchTips(ctx)
	if err != nil {
		return err
	}
	if len(w.o.Branches) == 0 {
		for _, err := range broken {
			skip(scanner.Skip{Path: ".", Reason: err.Error()})
		}
	}
	w.tips = make([]int32, len(refs))
	for i, ref := range refs {
		w.tips[i] = -1
		id, t, err := w.n.resolver.peel(ref.id, plumbing.AnyObject)
		if err == nil && t == plumbing.CommitObject {
			w.tips[i] = h.find(id[:])
		}
		if len(w.o.Branches) > 0 {
			continue
		}
		if err != nil {
			skip(scanner.Skip{Path: ".", Reason: fmt.Sprintf("reference %s: %v", ref.name, err)})
			continue
		}
		if t == plumbing.CommitObject {
			starts = append(starts, id)
		} else if err := w.reachOther(ctx, ref, id, t); err != nil {
			return err
		}
	}
	if w.order, err = h.walk(ctx, starts); err != nil {
		return err
	}
	if len(refs) == 0 && len(h.commits) > 0 && !w.o.Unreachable && len(w.o.Branches) == 0 {
		skip(scanner.Skip{Path: ".", Reason: noReference(len(h.commits))})
	}
	w.all = w.order
	if len(w.o.Branches) > 0 {
		if err := w.readRest(ctx); err != nil {
			return err
		}
	}
	if n := h.shallowIn(w.order); n > 0 {
		w.set(func(d *scanner.Description) { d.What += ", shallow" })
		skip(scanner.Skip{Path: ".", Reason: shallowReason(n)})
	}
	return nil
}

// reachOther marks what a reference reaches that names no commit.
func (w *wholeHistory) reachOther(ctx context.Context, ref ref, id plumbing.Hash, t plumbing.ObjectType) error {
	h := w.h
	g := h.find(id[:])
	switch {
	case g < 0:
	case t == plumbing.TreeObject:
		return h.follow(ctx, g, 0)
	case t == plumbing.BlobObject:
		h.reach(g, h.child(0, h.nameOf(strings.TrimPrefix(ref.name, "refs/"))), false)
	}
	return nil
}

// readRest goes through what the references reach that were not asked for: a
// commit is on a branch although that is not where the history begins, and what
// another branch has is not unreachable. What is not whole there is not asked for.
func (w *wholeHistory) readRest(ctx context.Context) error {
	h := w.h
	told := h.skip
	h.skip = func(*scanner.Skip) {}
	h.commitsOnly = !w.o.Unreachable
	defer func() { h.skip, h.commitsOnly = told, false }()
	var reached []bool
	paths, private := h.pathOf, h.private
	if w.o.Unreachable {
		paths, private = slices.Clone(paths), maps.Clone(private)
		reached = make([]bool, len(h.objs))
		for g := range h.objs {
			reached[g] = h.objs[g].flags&objReached != 0
		}
	}
	var starts []plumbing.Hash
	for i, ref := range w.refs {
		if w.tips[i] >= 0 {
			starts = append(starts, h.hash(w.tips[i]))
			continue
		}
		if id, t, err := w.n.resolver.peel(ref.id, plumbing.AnyObject); w.o.Unreachable && err == nil {
			if err := w.reachOther(ctx, ref, id, t); err != nil {
				return err
			}
		}
	}
	rest, err := h.walk(ctx, starts)
	if err != nil {
		return err
	}
	w.all = append(slices.Clip(w.order), rest...)
	for g := range reached {
		if o := &h.objs[g]; reached[g] {
			h.pathOf[g] = paths[g]
		} else if o.flags&objReached != 0 {
			o.flags |= objElsewhere
		}
	}
	h.private = private
	return nil
}

func shallowReason(n int) string {
	return fmt.Sprintf("this clone is shallow: what came before %s is not here (git fetch --unshallow gets it)", countOf(n, "commit"))
}

// noReference is why a history without a start is not a clean one.
func noReference(commits int) string {
	return fmt.Sprintf("no branch or tag leads to the %s here (--branch begins at one of them, --unreachable reads all)", countOf(commits, "commit"))
}

func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// shallowIn counts the commits at which a shallow history ends.
func (h *history) shallowIn(order []int32) (n int) {
	if len(h.shallow) == 0 {
		return 0
	}
	for _, g := range order {
		if h.shallow[h.hash(g)] && len(h.commitAt(g).parents) > 0 {
			n++
		}
	}
	return n
}

// shallowCommits reads the list of commits whose parents were left out.
func (r *Repo) shallowCommits() (map[string]bool, error) {
	data, err := readPlain(filepath.Join(r.at.commonDir, "shallow"), maxListFile)
	if err != nil {
		if isAbsent(err) {
			return nil, nil
		}
		return nil, fmt.Errorf("reading the shallow file: %w", err)
	}
	out := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		id := strings.TrimSpace(line)
		if hexPrefix([]byte(id)) != len(id) || len(id) != 0 && len(id) != 40 && len(id) != 64 {
			return nil, fmt.Errorf("reading the shallow file: %s is damaged", filepath.Join(r.at.commonDir, "shallow"))
		}
		if id != "" {
			out[id] = true
		}
	}
	return out, nil
}

func parseIDs(ids map[string]bool) (map[plumbing.Hash]bool, error) {
	out := make(map[plumbing.Hash]bool, len(ids))
	for id := range ids {
		h, err := parseID(id)
		if err != nil {
			return nil, err
		}
		out[h] = true
	}
	return out, nil
}
