package scanner

import (
	"bytes"
	"context"
	"iter"
	"strings"
	"sync"

	"github.com/envguard/envguard/rules"
)

// A Comparer is a Source of changes that knows what was there before them. The
// scanner asks it only when it found something.
type Comparer interface {
	Source
	// Earlier yields what the parents of the change have: their content of each
	// path that the change adds, removes, renames or changes, and each content
	// with one of the given ids, at whatever path.
	Earlier(ctx context.Context, ids map[string]bool) iter.Seq2[Blob, error]
}

// A secret is old if a parent of the change has its value, wherever it is there.
// Values and not lines are compared, so that a file can be renamed, indented or
// split, and lines can get other quotes or endings, without old secrets becoming
// new ones; and a new secret in a renamed file is still new.

// minTextual is the length of the shortest value that is old if a parent has it
// as text, although no rule found it there: under a name that says nothing, say.
// A shorter one may be a common word.
const minTextual = 16

// A wantedSet holds the values that are looked for in earlier contents.
type wantedSet struct {
	mu    sync.Mutex
	left  map[string]bool // values that were not found so far
	found map[string]bool
	// allowed is set where only findings with an allow comment are looked for.
	allowed bool
}

func newWantedSet() *wantedSet {
	return &wantedSet{left: map[string]bool{}, found: map[string]bool{}}
}

// want adds a secret.
func (s *wantedSet) want(value string) {
	if value != "" {
		s.left[sameValue(value)] = true
	}
}

// has reports whether a secret was found in an earlier content.
func (s *wantedSet) has(value string) bool { return value != "" && s.found[sameValue(value)] }

// findings notes the values that rules found.
func (s *wantedSet) findings(fs []Finding) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range fs {
		if v := fs[i].Secret.value; v != "" && (!s.allowed || fs[i].SuppressedBy != "") {
			s.hit(sameValue(v))
		}
	}
}

// text notes the long values that data contains literally.
func (s *wantedSet) text(data []byte) {
	if s.allowed {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for v := range s.left {
		if len(v) >= minTextual && hasToken(data, v) {
			s.hit(v)
		}
	}
}

func (s *wantedSet) hit(v string) {
	if !s.left[v] {
		return
	}
	delete(s.left, v)
	s.found[v] = true
}

// until ends blobs when every wanted value was found. The context is not
// canceled for that: a git process that reads objects may depend on it.
func (s *wantedSet) until(blobs iter.Seq2[Blob, error]) iter.Seq2[Blob, error] {
	return func(yield func(Blob, error) bool) {
		for b, err := range blobs {
			s.mu.Lock()
			n := len(s.left)
			s.mu.Unlock()
			if n == 0 || !yield(b, err) {
				return
			}
		}
	}
}

// hasToken reports whether data has v, and not as a part of a longer run of
// letters and digits.
func hasToken(data []byte, v string) bool {
	for at := 0; ; {
		i := bytes.Index(data[at:], []byte(v))
		if i < 0 {
			return false
		}
		i += at
		if end := i + len(v); (i == 0 || !isAlnum(data[i-1])) && (end == len(data) || !isAlnum(data[end])) {
			return true
		}
		at = i + 1
	}
}

// sameValue returns a form of a value that does not depend on how a text of
// several lines is indented, quoted and ended.
func sameValue(v string) string {
	if !strings.ContainsAny(v, "\n\r") && !strings.Contains(v, `\n`) {
		return v
	}
	v = strings.NewReplacer(`\r`, "", `\n`, "").Replace(v)
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n\"'+,;|*#\\", r) {
			return -1
		}
		return r
	}, v)
}

// markOld sets Old for those of the collected findings whose secret a parent of
// the change has.
func (s *Scanner) markOld(ctx context.Context, src Comparer, col *collector, policy func(string) rules.Policy) {
	ids := map[string]bool{}
	wanted := newWantedSet()
	for i := range col.found {
		if f := &col.found[i]; !f.Unstaged {
			wanted.want(f.Secret.value)
			if f.blob != "" {
				ids[f.blob] = true
			}
		}
	}
	if len(wanted.left) == 0 {
		return
	}
	s.lookEarlier(ctx, src.Earlier(ctx, ids), wanted, col, policy)
	fresh := col.found[:0]
	for _, f := range col.found {
		f.Old = !f.Unstaged && wanted.has(f.Secret.value)
		if f.Old && !s.cfg.AllLines {
			col.old = append(col.old, f)
			continue
		}
		fresh = append(fresh, f)
	}
	col.found = fresh
}

// lookEarlier scans earlier contents for the wanted values, until all are found.
// What cannot be read is noted in col: a finding in it may be old.
func (s *Scanner) lookEarlier(ctx context.Context, blobs iter.Seq2[Blob, error], wanted *wantedSet, col *collector, policy func(string) rules.Policy) {
	before := &collector{s: s, aside: true}
	err := guarded(func() error {
		return s.readAll(ctx, wanted.until(blobs), before, policy, nil, func(w *worker, b Blob) {
			w.watch = wanted.text
			fs, _, _, err := w.scan(ctx, b)
			wanted.findings(fs)
			if err != nil && ctx.Err() == nil {
				before.unread(b.Path, err)
			}
		})
	})
	if ctx.Err() != nil {
		return // the caller reports it
	}
	if err != nil {
		before.unread(".", err)
	}
	for _, skip := range before.skipped {
		skip.Reason = "reading what was there before the change: " + skip.Reason
		col.skip(skip)
	}
	for _, b := range before.bugs {
		col.bug(b)
	}
}
