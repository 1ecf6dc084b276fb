package scanner

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/envguard/envguard/rules"
)

// A secretID says findings apart that are one secret.
type secretID struct {
	rule   *rules.Rule
	secret string // or, for findings without one, the fingerprint
}

func secretIDOf(f *Finding) secretID {
	if f.Secret.value == "" {
		return secretID{f.Rule, f.Fingerprint}
	}
	return secretID{f.Rule, f.Secret.value}
}

// A sighting is a finding in one version.
type sighting struct {
	key          int
	kind         Kind
	path         string
	line, column int
	severity     rules.Severity
	suppressed   bool
	old          bool
}

// sightings are all of one secret.
type sightings struct {
	lead  map[int]*Finding // by the key of the version; not of all
	list  []sighting
	quiet *Finding       // one that a comment allows
	tip   *Finding       // one in HEAD's content, where that is no version
	most  rules.Severity // of lead
}

// A secretLog gathers sightings. A secret stays in a file for hundreds of
// versions, so that little is kept of each.
type secretLog struct {
	mu    sync.Mutex
	found map[secretID]*sightings
	trail map[int]*Trace
}

func (l *secretLog) add(key int, fs []Finding) {
	if len(fs) == 0 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range fs {
		f := &fs[i]
		id := secretIDOf(f)
		s := l.found[id]
		if s == nil {
			s = &sightings{lead: map[int]*Finding{}}
			l.found[id] = s
		}
		s.list = append(s.list, sighting{
			key: key, kind: f.Origin.Kind, path: f.Path, line: f.Line, column: f.Column,
			severity: f.Severity, suppressed: f.SuppressedBy != "", old: f.Old,
		})
	}
	// The finding itself is kept for the first sighting of each kind; which
	// one leads is known only after the trace.
	for i := range fs {
		f := &fs[i]
		id := secretIDOf(f)
		s := l.found[id]
		if f.SuppressedBy != "" {
			if s.quiet == nil {
				c := *f
				s.quiet = &c
			}
			continue
		}
		old := s.lead[key]
		if old == nil && len(s.lead) < maxLeads || old != nil && f.Severity > old.Severity || f.Severity > s.most {
			c := *f
			s.lead[key], s.most = &c, max(s.most, f.Severity)
		}
	}
}

// markOld marks sightings of secrets that a parent of the commit had, at another
// path that the commit changes.
func (l *secretLog) markOld(ctx context.Context, s *Scanner, src CommitComparer, col *collector, policy func(string) rules.Policy) {
	type seen struct {
		*sighting
		value string
	}
	byCommit := map[int][]seen{}
	for id, found := range l.found {
		for i := range found.list {
			if x := &found.list[i]; !x.old && !x.suppressed && x.kind == File {
				c := src.Commit(x.key)
				byCommit[c] = append(byCommit[c], seen{x, id.secret})
			}
		}
	}
	for _, commit := range slices.Sorted(maps.Keys(byCommit)) {
		if ctx.Err() != nil {
			return
		}
		wanted := newWantedSet()
		var keys []int
		for _, x := range byCommit[commit] {
			wanted.want(x.value)
			keys = append(keys, x.key)
		}
		slices.Sort(keys)
		s.lookEarlier(ctx, src.EarlierThan(ctx, slices.Compact(keys)), wanted, col, policy)
		for _, x := range byCommit[commit] {
			x.old = wanted.has(x.value)
		}
	}
}

// maxLeads is how many findings of one secret are kept whole.
const maxLeads = 64

// trace asks where the versions with findings came from.
func (l *secretLog) trace(ctx context.Context, src History) error {
	l.trail = map[int]*Trace{}
	var keys []int
	for _, s := range l.found {
		for _, x := range s.list {
			if l.trail[x.key] == nil {
				l.trail[x.key] = &Trace{}
				keys = append(keys, x.key)
			}
		}
	}
	if len(keys) == 0 {
		return nil
	}
	slices.Sort(keys)
	traces, err := src.Trace(ctx, keys)
	for i := range traces {
		l.trail[keys[i]] = &traces[i]
	}
	return err
}

// first returns where a sighting appeared first: at its own path, if it is
// known there.
func (l *secretLog) first(x *sighting) *Appearance {
	t := l.trail[x.key]
	if t == nil || len(t.Appearances) == 0 {
		return &Appearance{}
	}
	for i := range t.Appearances {
		if t.Appearances[i].Path == x.path {
			return &t.Appearances[i]
		}
	}
	return &t.Appearances[0]
}

// settle makes one finding of each secret.
func (l *secretLog) settle(col *collector) {
	heads := l.inHead()
	for id, s := range l.found {
		l.settleOne(col, s, heads[id.secret])
	}
}

// inHead returns the secrets that HEAD has, whatever rule finds them there: what
// is in another file or under another name now is the same secret.
func (l *secretLog) inHead() map[string]bool {
	heads := map[string]bool{}
	for id, s := range l.found {
		if s.tip != nil || slices.ContainsFunc(s.list, l.isHead) {
			heads[id.secret] = true
		}
	}
	return heads
}

// isHead reports whether a version is HEAD's.
func (l *secretLog) isHead(x sighting) bool {
	t := l.trail[x.key]
	return t != nil && t.InHead
}

func (l *secretLog) settleOne(col *collector, s *sightings, inHead bool) {
	// A comment in what HEAD has supports the versions before it, which can
	// no longer be changed.
	allowed := s.tip != nil && s.tip.SuppressedBy != ""
	if allowed && s.quiet == nil {
		s.quiet = s.tip
	}
	var open []sighting
	for i := range s.list {
		x := &s.list[i]
		allowed = allowed || x.suppressed && l.isHead(*x)
		if !x.suppressed {
			open = append(open, *x)
		}
	}
	if s.quiet != nil && (allowed || len(open) == 0) {
		if i := slices.IndexFunc(s.list, func(x sighting) bool { return x.suppressed }); i >= 0 {
			s.quiet.Origin = l.first(&s.list[i]).Origin
		}
		col.add([]Finding{*s.quiet}, nil)
		return
	}
	fresh := open[:0:0]
	for _, x := range open {
		if t := l.trail[x.key]; !x.old && (t == nil || !t.Old) {
			fresh = append(fresh, x)
		}
	}
	if len(fresh) == 0 && !col.s.cfg.AllLines {
		fs := make([]Finding, 0, 1)
		for _, f := range s.lead {
			fs = append(fs[:0], *f)
			fs[0].Old = true
		}
		col.add(fs, nil)
		return
	}
	if !col.s.cfg.AllLines {
		open = fresh
	}
	// The gravest lead, and of these the one that appeared first.
	slices.SortStableFunc(open, func(a, b sighting) int {
		return cmp.Or(cmp.Compare(b.severity, a.severity), later(l.first(&a), l.first(&b)), cmp.Compare(a.kind, b.kind), cmp.Compare(a.path, b.path), cmp.Compare(a.line, b.line), cmp.Compare(a.key, b.key))
	})
	f := s.finding(&open[0])
	first := l.first(&open[0])
	f.Origin = first.Origin
	f.Origin.Kind = open[0].kind
	f.Trail = &Trail{InHead: inHead, Branches: col.s.maskNames(first.Branches)}
	l.places(f, open)
	if !inHead {
		f.Remedy = rules.Manual // there is no file any more to repair
		f.Message = strings.Replace(f.Message, inRepository, inHistory, 1)
	}
	col.add([]Finding{*f}, nil)
}

// finding returns the finding for a sighting, at its place.
func (s *sightings) finding(x *sighting) *Finding {
	f := s.lead[x.key]
	if f == nil || f.Severity != x.severity {
		for _, y := range s.lead { // the gravest; there is always one
			if f == nil || y.Severity > f.Severity || y.Severity == f.Severity && y.Fingerprint < f.Fingerprint {
				f = y
			}
		}
	}
	f.Severity, f.Old = x.severity, false
	if f.Path != x.path || f.Line != x.line { // its own was not kept; the line is the same except for its number
		f.Path, f.EndLine = x.path, x.line+f.EndLine-f.Line
		f.Line, f.Column = x.line, x.column
		f.Fingerprint = fingerprint(f.Rule.ID, f.Path, f.Key, f.Secret.value)
	}
	return f
}

// places gives a finding the other places of its secret, and what is known of the
// versions that hold it.
func (l *secretLog) places(f *Finding, open []sighting) {
	versions := map[int]bool{}
	seen := map[string]bool{f.Path: true, outerPath(f.Path): true}
	f.Also, f.Trail.Unreachable = nil, true
	add := func(path string, x *sighting) {
		if path != "" && !seen[path] {
			seen[path] = true
			f.Also = append(f.Also, Place{Path: path, Line: x.line, Column: x.column})
		}
	}
	for i := range open {
		x := &open[i]
		if t := l.trail[x.key]; !versions[x.key] {
			versions[x.key] = true
			f.Trail.Unreachable = f.Trail.Unreachable && t != nil && t.Unreachable
			if t != nil {
				for _, a := range t.Appearances {
					add(a.Path, x)
				}
			}
		}
		add(x.path, x)
	}
	f.Trail.Versions = len(versions)
	slices.SortFunc(f.Also, func(a, b Place) int { return cmp.Or(cmp.Compare(a.Path, b.Path), a.Line-b.Line) })
}

// later orders appearances, unknown ones last.
func later(a, b *Appearance) int {
	switch {
	case a.Committed.IsZero() && b.Committed.IsZero():
		return 0
	case a.Committed.IsZero():
		return 1
	case b.Committed.IsZero():
		return -1
	}
	return cmp.Or(a.Committed.Compare(b.Committed), cmp.Compare(a.Origin.Commit, b.Origin.Commit))
}

// readTip looks in HEAD's contents for the secrets that no version at HEAD has
// shown: a source that does not begin at HEAD has not read those.
func (l *secretLog) readTip(ctx context.Context, w *worker) {
	read := map[string]bool{}
	for _, s := range l.found {
		if slices.ContainsFunc(s.list, l.isHead) {
			continue
		}
		for _, x := range s.list {
			t := l.trail[x.key]
			if t == nil {
				continue
			}
			for _, b := range t.Tip {
				if read[b.Path] {
					continue
				}
				read[b.Path] = true
				fs, _, _, err := w.scan(ctx, b)
				if err != nil {
					w.col.skip(Skip{Path: b.Path, Reason: "HEAD's version, which may have the secrets of earlier ones still: " + reasonOf(err)})
				}
				l.addTip(fs)
			}
		}
	}
}

// addTip keeps of HEAD's findings those that were found in versions.
func (l *secretLog) addTip(fs []Finding) {
	for i := range fs {
		s := l.found[secretIDOf(&fs[i])]
		if s != nil && (s.tip == nil || s.tip.SuppressedBy != "" && fs[i].SuppressedBy == "") {
			c := fs[i]
			s.tip = &c
		}
	}
}

// What the rule says of a file that is there, and what is true of one that was.
const (
	inRepository = "is in the repository, for everyone who has it"
	inHistory    = "was committed: it is in the history, for everyone who has the repository"
)
