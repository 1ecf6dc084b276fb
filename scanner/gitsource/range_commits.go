package gitsource

import (
	"cmp"
	"container/heap"
	"context"
	"fmt"
	"slices"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/envguard/envguard/scanner"
)

// Which side of a range reaches a commit.
const (
	sideTo = 1 << iota
	sideFrom
)

// A rangeCommit is a commit in the queue of between.
type rangeCommit struct {
	id    plumbing.Hash
	c     commit
	side  uint8
	in    bool // in the queue
	index int  // of its first visit
}

// A commitQueue has the newest commit first.
type commitQueue []*rangeCommit

func (q commitQueue) Len() int { return len(q) }

func (q commitQueue) Less(i, j int) bool { return q[i].c.info.committed > q[j].c.info.committed }

func (q commitQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }

func (q *commitQueue) Push(x any) { *q = append(*q, x.(*rangeCommit)) }

func (q *commitQueue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}

// slop is how many commits are looked at beyond those that seem to be needed,
// since clocks are not always right.
const slop = 64

// between returns the commits of a range, each behind its parents, in time that
// grows with the range. Where dates lie so much that the common history is not
// recognized, there are too many of them rather than too few.
func (l *rangeLister) between(ctx context.Context) ([]plumbing.Hash, error) {
	seen := map[plumbing.Hash]*rangeCommit{}
	var q commitQueue
	open := 0 // commits in the queue that may belong to the range
	inRange := func(side uint8) bool {
		return side == sideTo || l.h.o.Symmetric && side == sideFrom
	}
	push := func(id plumbing.Hash, side uint8) {
		c := seen[id]
		if c == nil {
			read, err := l.n.store.readCommit(id)
			if err != nil {
				l.fail(id, ".", err)
				return
			}
			c = &rangeCommit{id: id, c: read, index: len(seen)}
			seen[id] = c
		}
		if c.side|side == c.side {
			return
		}
		if c.in && inRange(c.side) {
			open--
		}
		c.side |= side
		if inRange(c.side) {
			open++
		}
		if !c.in {
			c.in = true
			heap.Push(&q, c)
		}
	}
	var starts []plumbing.Hash
	for i, text := range slices.Concat(l.h.from, l.h.to) {
		id, err := parseID(text)
		if err != nil {
			return nil, err
		}
		starts = append(starts, id)
		if i < len(l.h.from) {
			push(id, sideFrom)
		} else {
			push(id, sideTo)
		}
	}
	oldest := int64(0)
	for left := slop; len(q) > 0; {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if open > 0 {
			left = slop
		} else if oldest == 0 || q[0].c.info.committed < oldest {
			if left--; left < 0 {
				break
			}
		}
		c := heap.Pop(&q).(*rangeCommit)
		c.in = false
		if when := c.c.info.committed; inRange(c.side) {
			open--
			oldest = cmp.Or(min(oldest, when), when)
		}
		if l.shallow[c.id] {
			continue
		}
		for _, p := range c.c.parents {
			push(p, c.side)
		}
	}
	return l.parentsFirst(starts, func(id plumbing.Hash) *rangeCommit {
		if c := seen[id]; c != nil && inRange(c.side) {
			return c
		}
		return nil
	}), nil
}

// parentsFirst returns the commits of the range that the starts reach, each behind
// its parents. Find returns a commit of the range, or nil.
func (l *rangeLister) parentsFirst(starts []plumbing.Hash, find func(plumbing.Hash) *rangeCommit) (out []plumbing.Hash) {
	done := map[plumbing.Hash]bool{}
	type step struct {
		c    *rangeCommit
		next int
	}
	for _, start := range starts {
		var stack []step
		enter := func(id plumbing.Hash) {
			if c := find(id); c != nil && !done[id] {
				done[id] = true
				stack = append(stack, step{c, 0})
			}
		}
		enter(start)
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			if top.next < len(top.c.c.parents) && !l.shallow[top.c.id] {
				p := top.c.c.parents[top.next]
				top.next++
				enter(p)
				continue
			}
			out = append(out, top.c.id)
			stack = stack[:len(stack)-1]
		}
	}
	return out
}

// since returns the commits since a time, each behind its parents.
func (l *rangeLister) since(ctx context.Context) ([]plumbing.Hash, error) {
	t, err := newTable(l.n.store)
	if err != nil {
		return nil, err
	}
	for _, err := range t.skips {
		l.skip(scanner.Skip{Path: ".", Reason: err.Error()})
	}
	h := newHistory(t, func(s *scanner.Skip) { l.skip(*s) })
	h.shallow, h.commitsOnly = l.shallow, true
	if err := h.readCommits(ctx, 1, nil); err != nil {
		return nil, err
	}
	var starts []plumbing.Hash
	for _, s := range l.h.starts {
		id, err := parseID(s)
		if err != nil {
			return nil, err
		}
		starts = append(starts, id)
	}
	if len(starts) == 0 {
		refs, broken := l.n.refs.all()
		for _, err := range broken {
			l.skip(scanner.Skip{Path: ".", Reason: err.Error()})
		}
		for _, ref := range refs {
			id, t, err := l.n.resolver.peel(ref.id, plumbing.AnyObject)
			if err != nil {
				l.skip(scanner.Skip{Path: ".", Reason: fmt.Sprintf("reference %s: %v", ref.name, err)})
			} else if t == plumbing.CommitObject {
				starts = append(starts, id)
			} else if err := l.n.store.verify(id); err != nil {
				l.skip(scanner.Skip{Path: ".", Reason: fmt.Sprintf("reference %s: %v", ref.name, err)})
			}
		}
	}
	order, err := h.walk(ctx, starts)
	if err != nil {
		return nil, err
	}
	var out []plumbing.Hash
	for _, g := range order {
		if h.commitAt(g).when >= l.h.o.Since.Unix() {
			out = append(out, h.hash(g))
		}
	}
	return out, nil
}
