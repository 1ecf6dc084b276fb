package gitsource

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/envguard/envguard/scanner"
)

// visitTexts hands over what commits, tags and references say, and the names of
// files.
func (w *wholeHistory) visitTexts(ctx context.Context, visit func(int, *scanner.Version), skip func(scanner.Skip)) error {
	h := w.h
	t := newTextReader(0, visit)
	commits := w.order
	if w.o.Unreachable {
		commits = slices.Concat(commits, w.unreachableCommits())
	}
	for _, g := range commits {
		if !h.commitAt(g).told {
			continue
		}
		id := h.hash(g)
		_, data, err := h.s.read(id, maxMeta)
		if err != nil {
			skip(scanner.Skip{Path: ".", Reason: err.Error()})
			continue
		}
		t.commit(int(g), id.String(), data)
	}
	w.texts = w.n.refTexts()
	if len(w.o.Branches) > 0 {
		in := map[string]bool{}
		for _, g := range w.order {
			in[h.hash(g).String()] = true
		}
		w.texts.keep(func(id string) bool { return in[id] })
	}
	if w.o.Unreachable {
		w.unreachableTags(skip)
	}
	w.texts.visit(t)
	w.set(func(d *scanner.Description) { d.Texts = len(commits) + len(w.texts.tags) })
	// A name is at any of its paths; what nothing leads to has none.
	path := make([]int32, len(h.names))
	for p := len(h.paths) - 1; p > 0; p-- {
		path[h.paths[p].name] = int32(p)
	}
	var names []int32
	for n, p := range path {
		if p > 0 || w.o.Unreachable {
			names = append(names, int32(n))
		}
	}
	t.names(len(names), func(k int) string { return h.names[names[k]] }, func(k int) {
		n := names[k]
		at := h.names[n]
		if path[n] > 0 {
			at = h.path(path[n])
		}
		t.text(scanner.FileName, int(n), at, "", []byte(h.names[n]))
	})
	return ctx.Err()
}

// unreachableCommits returns the commits that no reference leads to.
func (w *wholeHistory) unreachableCommits() (out []int32) {
	h := w.h
	known := make([]bool, len(h.objs))
	for _, g := range w.all {
		known[g] = true
	}
	for i := range h.commits {
		if c := &h.commits[i]; !c.bad && !known[c.g] && h.objs[c.g].flags&objTwin == 0 {
			out = append(out, c.g)
		}
	}
	return out
}

// unreachableTags adds the tags that no reference leads to.
func (w *wholeHistory) unreachableTags(skip func(scanner.Skip)) {
	h := w.h
	for g := range h.objs {
		if o := &h.objs[g]; o.typ != plumbing.TagObject || o.flags&objTwin != 0 {
			continue
		}
		id := h.hash(int32(g))
		if w.texts.seen[id.String()] {
			continue
		}
		_, data, err := h.s.read(id, maxMeta)
		if err != nil {
			skip(scanner.Skip{Path: ".", Reason: err.Error()})
			continue
		}
		tag := newTagObject(id.String(), data)
		tag.unreachable = true
		w.texts.tags = append(w.texts.tags, tag)
	}
}

// A nameTrace looks for the commits that brought names.
type nameTrace struct {
	h     *history
	names map[int32]bool
	blobs []int32 // contents that are under one of the names
}

// newNameTrace finds contents under the names among keys.
func (w *wholeHistory) newNameTrace(keys []int) *nameTrace {
	n := &nameTrace{h: w.h, names: map[int32]bool{}}
	for _, key := range keys {
		if kind, i := splitKey(key); key < 0 && kind == scanner.FileName {
			n.names[int32(i)] = true
		}
	}
	if len(n.names) == 0 {
		return n
	}
	seen := map[int32]bool{}
	for g := range n.h.own {
		n.entries(int32(g), func(e ownEntry) {
			if n.names[e.name] {
				n.add(e, seen, 0)
			}
		})
	}
	slices.Sort(n.blobs)
	n.blobs = slices.Compact(n.blobs)
	return n
}

// entries calls f for the entries that a tree does not have from its base.
func (n *nameTrace) entries(g int32, f func(ownEntry)) {
	span := &n.h.own[g]
	for _, e := range n.h.parts[span.part].entries[span.from : span.from+span.n] {
		if e.child >= 0 {
			f(e)
		}
	}
}

// add adds an entry's content, or what is in its folder.
func (n *nameTrace) add(e ownEntry, seen map[int32]bool, depth int) {
	if e.kind != kindTree {
		n.blobs = append(n.blobs, e.child)
		return
	}
	if seen[e.child] || depth > maxTreeDepth {
		return
	}
	seen[e.child] = true
	for g := e.child; g >= 0; g = n.h.objs[g].base { // a base has what is inherited
		n.entries(g, func(e ownEntry) { n.add(e, seen, depth+1) })
		if n.h.own[g].whole {
			break
		}
	}
}

// first returns, by name, where one of the contents appeared first.
func (n *nameTrace) first(found map[int32][]appearance, ages []int64) map[int32]appearance {
	out := map[int32]appearance{}
	for _, g := range n.blobs {
		for _, a := range found[g] {
			for p := a.path; p > 0; p = n.h.paths[p].dir {
				name := n.h.paths[p].name
				if !n.names[name] {
					continue
				}
				old, ok := out[name]
				if !ok || cmp.Or(cmp.Compare(ages[n.h.at[a.commit]], ages[n.h.at[old.commit]]), cmp.Compare(a.commit, old.commit)) < 0 {
					out[name] = a
				}
			}
		}
	}
	return out
}

// traceText returns where a text came from. commit describes one by its number.
func (w *wholeHistory) traceText(key int, names map[int32]appearance, heads map[string]bool, commit func(g int32) scanner.Appearance) scanner.Trace {
	h := w.h
	switch kind, i := splitKey(key); kind {
	case scanner.CommitMessage, scanner.CommitHeader:
		g := int32(i)
		return scanner.Trace{
			ID: h.hash(g).String(), Unreachable: h.objs[g].flags&objFollowed == 0,
			Appearances: []scanner.Appearance{commit(g)},
		}
	case scanner.FileName:
		t := scanner.Trace{InHead: heads[h.names[i]]}
		if a, ok := names[int32(i)]; ok {
			t.Appearances = []scanner.Appearance{commit(a.commit)}
		}
		return t
	default:
		return w.texts.trace(kind, i)
	}
}

// headNames says which of the names HEAD has.
func (w *wholeHistory) headNames(ctx context.Context, n *nameTrace) (map[string]bool, error) {
	if len(n.names) == 0 {
		return nil, nil
	}
	heads := map[string]bool{}
	for i := range n.names {
		heads[w.h.names[i]] = false
	}
	if err := w.r.hasName(ctx, "HEAD", heads); err != nil {
		return nil, fmt.Errorf("looking whether HEAD has it still: %w", err)
	}
	return heads, nil
}

// commitTextKeys returns the numbers of the commits whose texts keys name.
func commitTextKeys(keys []int) (out []int32) {
	for _, key := range keys {
		if kind, i := splitKey(key); key < 0 && (kind == scanner.CommitMessage || kind == scanner.CommitHeader) {
			out = append(out, int32(i))
		}
	}
	return out
}

// visitTexts is [wholeHistory.visitTexts] as git reads it.
func (h *gitHistory) visitTexts(ctx context.Context, visit func(int, *scanner.Version), skip func(scanner.Skip)) error {
	t := newTextReader(0, visit)
	ids := func(list []int) (out []string) {
		for _, i := range list {
			out = append(out, h.objects[i].id)
		}
		return out
	}
	err := h.g.objects(ctx, ids(h.commits), func(k int, _ string, data []byte, err error) {
		if err != nil {
			skip(scanner.Skip{Path: ".", Reason: err.Error()})
			return
		}
		t.commit(h.commits[k], h.objects[h.commits[k]].id, data)
	})
	if err != nil {
		return err
	}
	if h.texts, err = h.g.refTexts(ctx); err != nil {
		return err
	}
	if len(h.o.Branches) > 0 {
		in := map[string]bool{}
		for _, i := range h.commits {
			in[h.objects[i].id] = !h.objects[i].unreachable
		}
		h.texts.keep(func(id string) bool { return in[id] })
	}
	var loose []string
	for _, id := range ids(h.tags) {
		if !h.texts.seen[id] && h.o.Unreachable {
			loose = append(loose, id)
		}
	}
	err = h.g.objects(ctx, loose, func(k int, _ string, data []byte, err error) {
		if err != nil {
			skip(scanner.Skip{Path: ".", Reason: err.Error()})
			return
		}
		tag := newTagObject(loose[k], data)
		tag.unreachable = true
		h.texts.tags = append(h.texts.tags, tag)
	})
	if err != nil {
		return err
	}
	h.texts.visit(t)
	h.set(func(d *scanner.Description) { d.Texts = len(h.commits) + len(h.texts.tags) })
	t.names(len(h.names), func(k int) string { return h.names[k].name }, func(k int) {
		t.text(scanner.FileName, k, h.names[k].path, "", []byte(h.names[k].name))
	})
	return ctx.Err()
}

// A gitName is the name of a file or a folder.
type gitName struct {
	name, path string
	commit     *gitCommit // that brought it first; nil if that is not known
}

// addNames notes the names in a path.
func (h *gitHistory) addNames(path string, c *gitCommit) {
	eachName(path, func(path, name string) {
		i, ok := h.nameAt[name]
		switch {
		case !ok:
			h.nameAt[name] = len(h.names)
			h.names = append(h.names, gitName{name, path, c})
		case c != nil && (h.names[i].commit == nil || c.earlier(h.names[i].commit)):
			h.names[i].commit, h.names[i].path = c, path
		}
	})
}

// addTreeName notes the names in the path under which an object was listed: of a
// tree that only a tag names, say, no commit brought it.
func (h *gitHistory) addTreeName(o *gitObject) {
	if o.path != "" && !o.unreachable {
		h.addNames(o.path, nil)
	}
}

// traceTexts fills in the traces of the keys that are texts.
func (h *gitHistory) traceTexts(ctx context.Context, keys []int, out []scanner.Trace) error {
	commits := map[string]*gitCommit{}
	heads := map[string]bool{}
	for _, key := range keys {
		switch kind, i := splitKey(key); {
		case key >= 0:
		case kind == scanner.FileName:
			heads[h.names[i].name] = false
		case kind == scanner.CommitMessage || kind == scanner.CommitHeader:
			commits[h.objects[i].id] = nil
		}
	}
	if len(heads) > 0 {
		if err := h.r.hasName(ctx, "HEAD", heads); err != nil {
			return fmt.Errorf("looking whether HEAD has it still: %w", err)
		}
	}
	if len(commits) > 0 {
		starts := h.starts()
		if h.o.Unreachable { // --all does not lead to all of them
			starts = nil
			for id := range commits {
				starts = append(starts, id)
			}
			starts = append(starts, "--")
		}
		err := h.logCommits(ctx, func(c *gitCommit) {
			if _, ok := commits[c.info.id]; ok {
				commits[c.info.id] = c
			}
		}, func(*gitCommit, string, string, string, uint32) {}, starts...)
		if err != nil {
			return err
		}
	}
	for k, key := range keys {
		if key >= 0 {
			continue
		}
		var c *gitCommit
		switch kind, i := splitKey(key); kind {
		case scanner.CommitMessage, scanner.CommitHeader:
			o := &h.objects[i]
			out[k].ID, out[k].Unreachable = o.id, o.unreachable
			c = commits[o.id]
		case scanner.FileName:
			out[k].InHead, c = heads[h.names[i].name], h.names[i].commit
		default:
			out[k] = h.texts.trace(kind, i)
		}
		if c == nil {
			continue
		}
		branches, err := h.branches(ctx, c.info.id)
		if err != nil {
			return err
		}
		out[k].Appearances = []scanner.Appearance{{Origin: originOf(c.info), Committed: time.Unix(c.age, 0), Branches: branches}}
	}
	return nil
}
