package gitsource

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/scanner"
)

// What the history reaches is found without reading a tree more than once, and
// most of it not even that: a tree that is stored as a delta differs from its
// base in a few entries, its own; the others it inherits. Only own entries are
// looked up and followed. A tree whose base is reached needs no more, as the
// base's entries are followed anyhow; one whose base turns out not to be reached
// is read whole after all.

// A history is what the table says about commits, trees and paths.
type history struct {
	*table
	shallow map[plumbing.Hash]bool

	commits []histCommit // by what table.size says; see commitOf
	at      []int32      // number to position in commits, or -1; nil before readCommits

	parts []treePart // what each worker found in trees
	own   []ownSpan  // by number

	paths   []pathNode
	pathOf  []int32 // number to path, or -1
	lookup  map[pathKey]int32
	names   []string
	nameIDs map[string]int32 // their numbers
	private map[privateKey]struct{}

	visited  []uint8 // number of a tree to 0, or 1 and the rank of the path it was followed under
	treePath []int32
	deferred []int32
	missing  map[plumbing.Hash]bool
	skip     func(*scanner.Skip)

	commitsOnly bool // trees are not followed
}

// A histCommit is what is needed of a commit to walk the history.
type histCommit struct {
	g       int32
	tree    int32 // number, or -1
	treeID  plumbing.Hash
	parents []plumbing.Hash
	when    int64 // of the committer
	bad     bool
	told    bool // there may be something in its message or header
}

const (
	kindFile = iota
	kindLink
	kindTree
)

// A pathNode is a path, as a name below another one.
type pathNode struct {
	dir, name int32
	rank      int8 // how telling it is for a file, or -1
	dirRank   int8 // and for files below a folder
}

type pathKey struct{ dir, name int32 }

type privateKey struct{ path, g int32 }

// maxWorkers bounds the parts of a history.
const maxWorkers = 64

func newHistory(t *table, skip func(*scanner.Skip)) *history {
	h := &history{
		table: t, skip: skip,
		lookup: map[pathKey]int32{}, private: map[privateKey]struct{}{},
		missing: map[plumbing.Hash]bool{}, nameIDs: map[string]int32{},
		paths: []pathNode{{-1, -1, rankPlain, rankPlain}},
	}
	return h
}

// readCommits reads all commits. Which of their messages have something to be
// known is asked at once, while they are in memory; where they are from is known
// only when all are read.
func (h *history) readCommits(ctx context.Context, workers int, visit func(int, *scanner.Version)) error {
	lists := make([][]histCommit, maxWorkers)
	err := h.forest(ctx, workers, isType(plumbing.CommitObject), func(k int) visitor {
		v := &commitVisitor{h: h, list: &lists[k]}
		if visit != nil {
			v.texts = newTextReader(k, visit)
			v.texts.ask = true
		}
		return v
	})
	if err != nil {
		return err
	}
	h.at = make([]int32, len(h.objs))
	for i := range h.at {
		h.at[i] = -1
	}
	for _, l := range lists {
		for _, c := range l {
			h.at[c.g] = int32(len(h.commits))
			h.commits = append(h.commits, c)
		}
	}
	return nil
}

type commitVisitor struct {
	h     *history
	list  *[]histCommit
	texts *textReader // asks about the texts of commits; or nil
}

func (v *commitVisitor) object(g int32, data []byte, _ *frame, _ []byte) any {
	c, err := decodeCommit(data)
	if err != nil {
		*v.list = append(*v.list, histCommit{g: g, bad: true})
		return nil
	}
	hc := histCommit{g: g, treeID: c.tree, tree: v.h.find(c.tree[:]), parents: c.parents, when: committed(data)}
	hc.told = v.texts != nil && v.texts.commit(0, "", data)
	*v.list = append(*v.list, hc)
	return nil
}

func (v *commitVisitor) failed(g int32, _ error) {
	c, err := v.h.s.readCommit(v.h.hash(g))
	if err != nil {
		*v.list = append(*v.list, histCommit{g: g, bad: true})
		return
	}
	*v.list = append(*v.list, histCommit{g: g, treeID: c.tree, tree: v.h.find(c.tree[:]), parents: c.parents, when: c.info.committed, told: true})
}

// committed returns the committer's time of a commit, 0 if there is none.
func committed(data []byte) int64 {
	for len(data) > 0 && data[0] != '\n' {
		line, rest, _ := bytes.Cut(data, []byte{'\n'})
		data = rest
		if who, ok := bytes.CutPrefix(line, []byte("committer ")); ok {
			when, _, _ := bytes.Cut(bytes.TrimLeft(who[bytes.LastIndexByte(who, '>')+1:], " "), []byte{' '})
			n, _ := strconv.ParseInt(string(when), 10, 64)
			return n
		}
	}
	return 0
}

// child returns the path of a name below another path.
func (h *history) child(dir, name int32) int32 {
	k := pathKey{dir, name}
	p, ok := h.lookup[k]
	if !ok {
		p = int32(len(h.paths))
		h.paths = append(h.paths, pathNode{dir, name, -1, -1})
		h.lookup[k] = p
	}
	return p
}

// path writes a path out.
func (h *history) path(p int32) string {
	if p <= 0 {
		return ""
	}
	var parts []string
	for ; p > 0; p = h.paths[p].dir {
		parts = append(parts, h.names[h.paths[p].name])
	}
	slices.Reverse(parts)
	return strings.Join(parts, "/")
}

// The rank of a path says how much its file may not hold: of the paths of one
// content, the content is judged by one of the highest rank.
const (
	rankLenient = iota // tests, documentation, lock files, vendored code
	rankPlain
	rankEnv
	rankPrivate
)

func rankOf(path string) int8 {
	switch fileclass.Classify(path) {
	case fileclass.Private, fileclass.Backup, fileclass.Keys:
		return rankPrivate
	case fileclass.Shared, fileclass.Example:
		return rankEnv
	case fileclass.Other:
		return rankPlain
	}
	return rankLenient
}

// rank returns the rank of a file's path.
func (h *history) rank(p int32) int8 {
	n := &h.paths[p]
	if n.rank < 0 {
		n.rank = rankOf(h.path(p))
	}
	return n.rank
}

// dirRank returns the rank that a folder gives to plain files below it.
func (h *history) dirRank(p int32) int8 {
	n := &h.paths[p]
	if n.dirRank < 0 {
		n.dirRank = min(rankPlain, rankOf(h.path(p)+"/x"))
	}
	return n.dirRank
}

type pendingTree struct{ g, path int32 }

// follow marks what a tree reaches.
func (h *history) follow(ctx context.Context, g, path int32) error {
	pending := []pendingTree{{g, path}}
	for n := 0; ; {
		for len(pending) > 0 {
			if n++; n&0xfff == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			t := pending[len(pending)-1]
			pending = pending[:len(pending)-1]
			rank := uint8(h.dirRank(t.path)) + 1
			if h.visited[t.g] >= rank {
				continue
			}
			h.visited[t.g] = rank
			h.treePath[t.g] = t.path
			span := &h.own[t.g]
			if o := &h.objs[t.g]; span.failed || o.typ != plumbing.TreeObject {
				pending = h.followWhole(t.g, t.path, pending)
				continue
			}
			if !span.whole {
				h.deferred = append(h.deferred, t.g)
			}
			part := &h.parts[span.part]
			for _, e := range part.entries[span.from : span.from+span.n] {
				child := e.child
				if child < 0 {
					h.isMissing(part.missing[-1-child], h.child(t.path, e.name))
					continue
				}
				pending = h.entry(child, h.child(t.path, e.name), e.kind, pending)
			}
		}
		return nil
	}
}

// settle reads the trees whose bases were not reached, or only under paths that
// count for less.
func (h *history) settle(ctx context.Context) error {
	for len(h.deferred) > 0 {
		list := h.deferred
		h.deferred = nil
		for _, g := range list {
			if err := ctx.Err(); err != nil {
				return err
			}
			base := h.objs[g].base
			if h.visited[base] >= h.visited[g] {
				continue
			}
			for _, t := range h.followWhole(g, h.treePath[g], nil) {
				if err := h.follow(ctx, t.g, t.path); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// followWhole is follow for all entries of one tree.
func (h *history) followWhole(g, path int32, pending []pendingTree) []pendingTree {
	id := h.hash(g)
	data, err := h.s.readTree(id)
	for err == nil && len(data) > 0 {
		var e treeEntry
		if e, data, err = nextEntry(data); err != nil {
			err = damaged(id, err)
			break
		}
		p := treePart{names: map[string]int32{}}
		p.add(h.table, e)
		if len(p.entries) == 0 {
			continue
		}
		o := p.entries[0]
		at := h.child(path, h.nameOf(p.list[0]))
		if o.child < 0 {
			h.isMissing(p.missing[0], at)
			continue
		}
		pending = h.entry(o.child, at, o.kind, pending)
	}
	if err != nil {
		h.skip(&scanner.Skip{Path: h.shown(path), Reason: err.Error()})
	}
	return pending
}

// nameOf returns the number of a name.
func (h *history) nameOf(name string) int32 {
	n, ok := h.nameIDs[name]
	if !ok {
		n = int32(len(h.names))
		h.nameIDs[name] = n
		h.names = append(h.names, name)
	}
	return n
}

// entry marks what an entry names, and adds it to pending if it is a tree.
func (h *history) entry(child, path int32, kind uint8, pending []pendingTree) []pendingTree {
	if kind == kindTree {
		if h.visited[child] < uint8(rankPlain)+1 {
			pending = append(pending, pendingTree{child, path})
		}
		return pending
	}
	h.reach(child, path, kind == kindLink)
	return pending
}

// reach marks a blob and remembers its most telling path.
func (h *history) reach(g, path int32, link bool) {
	o := &h.objs[g]
	rank := h.rank(path)
	if rank == rankPrivate && !link {
		h.private[privateKey{path, g}] = struct{}{}
	}
	if o.flags&objReached != 0 && (h.pathOf[g] == path || h.rank(h.pathOf[g]) >= rank) {
		return
	}
	o.flags |= objReached
	h.pathOf[g] = path
	o.flags &^= objLink
	if link {
		o.flags |= objLink
	}
}

// isMissing names a missing object, once.
func (h *history) isMissing(id plumbing.Hash, path int32) {
	if h.missing[id] {
		return
	}
	h.missing[id] = true
	h.skip(&scanner.Skip{Path: h.shown(path), Reason: fmt.Sprintf("object %s is missing", id)})
}

// shown is a path for people.
func (h *history) shown(path int32) string {
	if p := h.path(path); p != "" {
		return p
	}
	return "."
}

// commitAt returns a commit by its number, or nil.
func (h *history) commitAt(g int32) *histCommit {
	if g < 0 || h.at[g] < 0 {
		return nil
	}
	return &h.commits[h.at[g]]
}

// walk marks everything that commits reach, and returns the commits, each behind
// its parents.
func (h *history) walk(ctx context.Context, starts []plumbing.Hash) ([]int32, error) {
	var order []int32
	type step struct {
		g    int32
		next int
	}
	var stack []step
	enter := func(id plumbing.Hash) {
		g := h.find(id[:])
		c := h.commitAt(g)
		switch {
		case g < 0:
			if !h.missing[id] {
				h.missing[id] = true
				h.skip(&scanner.Skip{Path: ".", Reason: fmt.Sprintf("object %s, a commit, is missing", id)})
			}
		case h.objs[g].flags&objFollowed != 0:
		case c == nil || c.bad:
			h.objs[g].flags |= objFollowed
			_, err := h.s.readCommit(id)
			if err == nil {
				err = damagedf(id, "bad commit")
			}
			h.skip(&scanner.Skip{Path: ".", Reason: err.Error()})
		default:
			h.objs[g].flags |= objFollowed
			stack = append(stack, step{g: g})
		}
	}
	for _, id := range starts {
		enter(id)
		for len(stack) > 0 {
			if len(order)&0xff == 0 && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			top := &stack[len(stack)-1]
			c := h.commitAt(top.g)
			if top.next < len(c.parents) && !h.shallow[h.hash(top.g)] {
				p := c.parents[top.next]
				top.next++
				enter(p)
				continue
			}
			order = append(order, top.g)
			stack = stack[:len(stack)-1]
			if err := h.followCommit(ctx, c); err != nil {
				return nil, err
			}
		}
	}
	return order, h.settle(ctx)
}

func (h *history) followCommit(ctx context.Context, c *histCommit) error {
	switch {
	case h.commitsOnly:
	case c.tree >= 0:
		return h.follow(ctx, c.tree, 0)
	case c.treeID != emptyTree():
		h.isMissing(c.treeID, 0)
	}
	return nil
}
