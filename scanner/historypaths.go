package scanner

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
)

// A history hands each content over once, under one of its paths. Where that
// path is one that the project does not want to be judged, or not by all rules,
// another path of the same content may be one that it does: a file that was moved
// out of an ignored folder, say. Such versions are set aside, and judged once more
// under other paths when all are known.

// A pathScope says what is not asked of a path.
type pathScope struct {
	ignored bool
	silent  string // a byte for each of Config.Silent, 1 where it is true; empty if none is
}

// covers reports whether everything that is asked of p is asked of q, too.
func (q pathScope) covers(p pathScope) bool {
	if q.ignored {
		return false
	}
	for i := range len(q.silent) {
		if q.silent[i] == 1 && (p.silent == "" || p.silent[i] == 0) {
			return false
		}
	}
	return true
}

// scopes says the scopes of paths and remembers them: versions of a file come
// together. It is not safe for concurrent use.
type scopes map[string]pathScope

func (m *scopes) of(s *Scanner, path string) pathScope {
	if s.cfg.Ignore == nil && len(s.cfg.Silent) == 0 {
		return pathScope{}
	}
	if p, ok := (*m)[path]; ok {
		return p
	}
	if *m == nil || len(*m) > 4096 {
		*m = scopes{}
	}
	p := scopeOf(s, path)
	(*m)[path] = p
	return p
}

func scopeOf(s *Scanner, path string) pathScope {
	p := pathScope{ignored: s.cfg.Ignore != nil && !neverIgnored(path) && s.cfg.Ignore.Match(path) > 0}
	silent := make([]byte, len(s.cfg.Silent))
	for i, f := range s.cfg.Silent {
		if f(path) {
			silent[i] = 1
		}
	}
	if strings.Contains(string(silent), "\x01") {
		p.silent = string(silent)
	}
	return p
}

// An asideVersion was not judged, or not by all rules, because of its path.
type asideVersion struct {
	key   int
	scope pathScope
}

// judgeElsewhere judges what was set aside under the other paths that it has.
func (s *Scanner) judgeElsewhere(ctx context.Context, src History, workers []*historyWorker) {
	var list []asideVersion
	for _, h := range workers {
		list = append(list, h.aside...)
		h.aside = nil
	}
	if len(list) == 0 {
		return
	}
	keys := make([]int, len(list))
	for i := range list {
		keys[i] = list[i].key
	}
	places, err := src.Places(ctx, keys)
	if err != nil {
		workers[0].w.col.skip(Skip{Path: ".", Reason: "under which other paths the left out files stand could not be told: " + err.Error()})
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for _, h := range workers {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(list) {
					return
				}
				var at []Blob
				if places != nil {
					at = places[i]
				}
				h.w.guarded(".", func() { h.elsewhere(ctx, list[i], at) })
			}
		})
	}
	wg.Wait()
}

// elsewhere judges a version at those of its places where something is asked
// that was not asked yet.
func (h *historyWorker) elsewhere(ctx context.Context, v asideVersion, places []Blob) {
	w := &h.w
	judged := []pathScope{v.scope}
next:
	for _, b := range places {
		scope := h.scope.of(w.s, b.Path)
		if scope.ignored {
			continue
		}
		for _, j := range judged {
			if j.covers(scope) {
				continue next
			}
		}
		fs, _, size, err := w.scan(ctx, b)
		if err != nil {
			if ctx.Err() == nil {
				w.col.unread(b.Path, err)
			}
			continue
		}
		if v.scope.ignored && len(judged) == 1 {
			w.col.blobs.Add(1)
			w.col.bytes.Add(size)
		}
		judged = append(judged, scope)
		h.log.add(v.key, fs)
	}
	if v.scope.ignored && len(judged) == 1 {
		w.col.ignored.Add(1)
	}
}
