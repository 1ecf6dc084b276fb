package gitsource

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/envguard/envguard/scanner"
)

// A rangeTexts is what the commits of a range say.
type rangeTexts struct {
	refs  *refTexts
	names []rangeName
}

// A rangeName is a file or a folder that was not in a commit's parents.
type rangeName struct {
	path  string
	entry int
}

// visitTexts hands over what the commits say, the names of the files that they
// brought, and the references and tags that lead to them.
func (h *commitRange) visitTexts(ctx context.Context, g *gitEngine, visit func(int, *scanner.Version), skip func(scanner.Skip)) (err error) {
	t := newTextReader(0, visit)
	in := make(map[string]bool, len(h.commits))
	ids := make([]string, len(h.commits))
	for i, c := range h.commits {
		in[c.id], ids[i] = true, c.id
	}
	if g == nil {
		n := h.r.native()
		for i, id := range ids {
			hash, err := parseID(id)
			if err != nil {
				return err
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			_, data, err := n.store.read(hash, maxMeta)
			if err != nil { // it was read before
				skip(scanner.Skip{Path: ".", Reason: fmt.Sprintf("commit %s: %v", id, reason(err))})
				continue
			}
			t.commit(i, id, data)
		}
		if h.pushed == nil {
			h.texts.refs = n.refTexts()
		}
	} else {
		err := g.objects(ctx, ids, func(i int, _ string, data []byte, err error) {
			if err != nil {
				skip(scanner.Skip{Path: ".", Reason: err.Error()})
				return
			}
			t.commit(i, ids[i], data)
		})
		if err != nil {
			return err
		}
		if h.pushed == nil {
			if h.texts.refs, err = g.refTexts(ctx); err != nil {
				return err
			}
		}
	}
	if h.pushed != nil {
		h.texts.refs = h.pushed.texts
	} else {
		h.texts.refs.keep(func(id string) bool { return in[id] })
	}
	h.texts.refs.visit(t)
	h.set(func(d *scanner.Description) { d.Texts = len(h.commits) + len(h.texts.refs.tags) })
	seen := map[string]bool{}
	for i := range h.entries {
		e := &h.entries[i]
		if len(e.bases) > 0 {
			continue
		}
		eachName(e.path, func(path, name string) {
			if seen[path] {
				return
			}
			seen[path] = true
			if t.text(scanner.FileName, len(h.texts.names), path, "", []byte(name)) {
				h.texts.names = append(h.texts.names, rangeName{path, i})
			}
		})
	}
	return nil
}

// eachName calls f for a path and each folder above it, with its own name.
func eachName(path string, f func(path, name string)) {
	for start := 0; start <= len(path); {
		end := len(path)
		if i := strings.IndexByte(path[start:], '/'); i >= 0 {
			end = start + i
		}
		f(path[:end], path[start:end])
		start = end + 1
	}
}

// traceTexts fills in the traces of the keys that are texts.
func (h *commitRange) traceTexts(ctx context.Context, keys []int, out []scanner.Trace) error {
	now, before := map[string]bool{}, map[string]bool{}
	for k, key := range keys {
		if key >= 0 {
			continue
		}
		kind, i := splitKey(key)
		switch kind {
		case scanner.CommitMessage, scanner.CommitHeader:
			out[k] = scanner.Trace{ID: h.commits[i].id, Appearances: []scanner.Appearance{h.appearance(i)}}
		case scanner.FileName:
			n := h.texts.names[i]
			now[n.path], before[n.path] = false, false
			out[k] = scanner.Trace{Appearances: []scanner.Appearance{h.appearance(h.entries[n.entry].commit)}}
		default:
			out[k] = h.texts.refs.trace(kind, i)
		}
	}
	if len(now) == 0 {
		return nil
	}
	err := h.r.hasPath(ctx, "HEAD", now)
	if err == nil && len(h.from) > 0 && !h.o.Symmetric {
		err = h.r.hasPath(ctx, h.from[0], before)
	}
	for k, key := range keys {
		if key >= 0 {
			continue
		}
		if kind, i := splitKey(key); kind == scanner.FileName {
			n := h.texts.names[i]
			out[k].InHead, out[k].Old = now[n.path], before[n.path]
		}
	}
	return err
}

// appearance returns a commit as a place without a path.
func (h *commitRange) appearance(commit int) scanner.Appearance {
	if commit == noCommit {
		return scanner.Appearance{}
	}
	return scanner.Appearance{Origin: originOf(h.commits[commit]), Committed: time.Unix(h.ages[commit], 0)}
}
