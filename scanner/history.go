package scanner

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/scanner/archive"
)

// A History is a source of many versions of the same files. It puts contents
// together in the order that is cheapest for it, several at a time, and knows
// where one came from only when asked: most hold nothing to be asked about.
type History interface {
	Describer
	// Versions calls visit for every content once, from as many goroutines as
	// it sees fit, at most workers of them; worker is the number of the
	// caller's. An error that comes as a [Skip] concerns one content; another
	// one that Versions returns ends it.
	Versions(ctx context.Context, workers int, progress *Progress, visit func(worker int, v *Version), skip func(Skip)) error
	// Trace returns where contents were found, in the order of their keys.
	Trace(ctx context.Context, keys []int) ([]Trace, error)
	// Places returns, for each key, the content at every path where a commit put
	// it. It may be nil where Versions visits each path of a content.
	Places(ctx context.Context, keys []int) ([][]Blob, error)
	// EnvFiles returns the private env files that were ever committed.
	EnvFiles(ctx context.Context) ([]EnvVersion, error)
	// Tip returns the repository as HEAD has it, nil if there is no commit.
	Tip(ctx context.Context) (*rules.Repo, error)
}

// A Version is one content of a file.
type Version struct {
	Blob
	Key int // what Trace knows it by
	// Data is the content if it is in memory already, valid during the call. That
	// of a text always is.
	// Open is nil then.
	Data []byte
	// Copies are the parts of Data that are in an earlier version, too, in
	// their order; shorter ones than [MinCopy] may be left out. Earlier is what
	// visit left in Known then.
	Copies  []Copy
	Earlier *Known
	Known   *Known // set by visit, or left nil
	// Found is set by visit for a text in which something is. With Ask, it does
	// nothing else: several texts may be asked about at once.
	Ask, Found bool
	// Bases open the versions that it came from. A secret that one of them has is
	// old.
	Bases []func() (io.ReadCloser, error)
}

// A CommitComparer is a History that knows what was there before each commit.
type CommitComparer interface {
	// Commit returns the number of the commit that brought a version.
	Commit(key int) int
	// EarlierThan is [Comparer.Earlier] for the commit that brought the versions.
	EarlierThan(ctx context.Context, keys []int) iter.Seq2[Blob, error]
}

// A Trace says where a content was found.
type Trace struct {
	ID          string
	Unreachable bool // from no reference
	InHead      bool
	Old         bool // a name that the start of a range has
	// Tip are HEAD's contents at the paths where this one was found, if they
	// are other contents and may not be among the versions: they can have its
	// secret still.
	Tip []Blob
	// Appearances are the places where a commit put it, oldest commit first. A
	// text has one at most, without a path.
	Appearances []Appearance
}

// An Appearance is a commit that put a content at a path where none of its
// parents had it.
type Appearance struct {
	Path      string
	Origin    Origin
	Committed time.Time // later than what its parents have, however clocks were set
	Branches  []string  // that contain the commit; or else other references, by their full names
}

// An EnvVersion is a private env file as it was in some commit.
type EnvVersion struct {
	Path string
	Key  int
	Repo *rules.Repo // that file and what else is needed to judge it
}

// A Trail says how a secret lives in the history.
type Trail struct {
	Versions    int      // how many contents have it
	InHead      bool     // HEAD has it still
	Unreachable bool     // no reference leads to it
	Branches    []string // that contain the commit of the finding's Origin
}

// ScanHistory judges every version that src yields. Versions with the same
// secret are one finding, placed where it appeared first; its Trail says how many
// there are. Otherwise it is like [Scanner.Scan].
func (s *Scanner) ScanHistory(ctx context.Context, src History) (*Result, error) {
	col := &collector{s: s}
	log := &secretLog{found: map[secretID]*sightings{}}
	var tip *rules.Repo
	tipErr := guarded(func() (err error) {
		tip, err = src.Tip(ctx)
		return err
	})
	if tipErr != nil && ctx.Err() == nil {
		col.unread(".", fmt.Errorf("HEAD's files cannot be listed: %w", tipErr))
	}
	policy := policyFunc(tip)
	workers := make([]*historyWorker, s.cfg.Workers)
	for i := range workers {
		workers[i] = &historyWorker{w: worker{s: s, col: col, policy: policy}, log: log}
	}
	err := guarded(func() error {
		return src.Versions(ctx, len(workers), s.cfg.Progress, func(k int, v *Version) {
			h := workers[k]
			if !h.w.guarded(v.Path, func() { h.version(ctx, v) }) {
				h.file, h.memo = nil, nil // whatever state they are in
			}
		}, col.skip)
	})
	if cerr := ctx.Err(); cerr != nil {
		err = cerr
	}
	if err != nil {
		reason := err.Error()
		if errors.Is(err, context.Canceled) {
			reason = "the scan was interrupted"
		}
		col.skip(Skip{Path: ".", Reason: reason})
		if b := bugIn(err); b != nil {
			col.bug(b)
		}
	}
	// What was found is placed even after an interruption: it takes no longer
	// than to read the trees once more.
	after := context.WithoutCancel(ctx)
	if ctx.Err() == nil {
		workers[0].w.guarded(".", func() { s.judgeElsewhere(ctx, src, workers) })
		if c, ok := src.(CommitComparer); ok {
			workers[0].w.guarded(".", func() { log.markOld(ctx, s, c, col, policy) })
		}
		workers[0].w.guarded(".", func() { s.envHistory(after, src, col, log) })
	}
	if terr := guarded(func() error { return log.trace(after, src) }); terr != nil {
		col.unread(".", fmt.Errorf("where the findings came from could not be told: %w", terr))
	}
	workers[0].w.guarded(".", func() { log.readTip(after, &workers[0].w) })
	log.settle(col)
	res := col.result()
	res.Stats.Description = src.Describe()
	return res, err
}

// A historyWorker judges versions, one at a time.
type historyWorker struct {
	w     worker
	log   *secretLog
	file  *rules.File
	memo  *lineMemo
	aside []asideVersion
	scope scopes
}

func (h *historyWorker) version(ctx context.Context, v *Version) {
	w := &h.w
	if v.Origin.Kind != File {
		h.text(ctx, v)
		return
	}
	if scope := h.scope.of(w.s, v.Path); scope.ignored || scope.silent != "" {
		h.aside = append(h.aside, asideVersion{v.Key, scope})
		if scope.ignored {
			return
		}
	}
	progress := w.s.cfg.Progress
	progress.begin(v.Path)
	var fs []Finding
	var problems []Problem
	var size int64
	var err error
	if v.Data != nil && len(v.Data) < windowSize && archive.Sniff(v.Data, v.Path) == archive.None {
		size = int64(len(v.Data))
		fs, problems = h.inMemory(v)
	} else {
		b := v.Blob
		if v.Data != nil {
			b.Size, b.Open = int64(len(v.Data)), func() (io.ReadCloser, error) { return readSlice(v.Data), nil }
		}
		fs, problems, size, err = w.scan(ctx, b)
	}
	w.col.bytes.Add(size)
	progress.done(1, size)
	if err == nil {
		w.col.blobs.Add(1)
		h.markOld(ctx, v, fs)
	}
	if err != nil && ctx.Err() == nil {
		w.col.unread(v.Path, err)
	}
	_ = problems // mistakes in comments of old versions cannot be repaired any more
	h.log.add(v.Key, fs)
}

// inMemory is [worker.scan] for content that is in memory.
func (h *historyWorker) inMemory(v *Version) ([]Finding, []Problem) {
	w := &h.w
	if h.file == nil || h.file.Path != v.Path {
		h.file = rules.NewFile(v.Path, nil)
		if h.file.Class == fileclass.Private || h.file.Class == fileclass.Shared {
			h.file.Policy = w.policy(v.Path)
		}
	}
	data := decode(v.Data)
	h.file.SetData(data)
	h.file.Binary = isBinary(data)
	if h.memo == nil {
		h.memo = newLineMemo()
	}
	plain := len(data) == len(v.Data) && (len(data) == 0 || &data[0] == &v.Data[0])
	if plain && v.Earlier != nil {
		h.memo.before, h.memo.copies = v.Earlier, v.Copies
	}
	fs, ps, n := w.s.scanRemembered(h.file, h.memo)
	if plain {
		v.Known = h.memo.now
	}
	h.memo.before, h.memo.copies = nil, nil
	h.file.SetData(nil)
	w.col.count(n)
	return fs, ps
}

// markOld marks findings whose secret one of the versions before has.
func (h *historyWorker) markOld(ctx context.Context, v *Version, fs []Finding) {
	if len(fs) == 0 || len(v.Bases) == 0 {
		return
	}
	wanted := newWantedSet()
	for i := range fs {
		wanted.want(fs[i].Secret.value)
	}
	h.w.s.lookEarlier(ctx, func(yield func(Blob, error) bool) {
		for _, open := range v.Bases {
			if !yield(Blob{Path: v.Path, Size: -1, Link: v.Link, Open: open}, nil) {
				return
			}
		}
	}, wanted, h.w.col, h.w.policy)
	for i := range fs {
		fs[i].Old = wanted.has(fs[i].Secret.value)
	}
}

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
	x := &open[0]
	f := s.lead[x.key]
	if f == nil || f.Severity != x.severity {
		for _, y := range s.lead { // the gravest; there is always one
			if f == nil || y.Severity > f.Severity || y.Severity == f.Severity && y.Fingerprint < f.Fingerprint {
				f = y
			}
		}
	}
	f.Severity = x.severity
	if f.Path != x.path || f.Line != x.line { // its own was not kept; the line is the same except for its number
		f.Path, f.EndLine = x.path, x.line+f.EndLine-f.Line
		f.Line, f.Column = x.line, x.column
		f.Fingerprint = fingerprint(f.Rule.ID, f.Path, f.Key, f.Secret.value)
	}
	f.Old = false
	trail := &Trail{Unreachable: true, InHead: inHead}
	first := l.first(x)
	f.Origin, trail.Branches = first.Origin, first.Branches
	f.Origin.Kind = x.kind
	versions := map[int]bool{}
	places := map[string]bool{f.Path: true, outerPath(f.Path): true}
	f.Also = nil
	for i := range open {
		y := &open[i]
		t := l.trail[y.key]
		if !versions[y.key] {
			versions[y.key] = true
			trail.Unreachable = trail.Unreachable && t != nil && t.Unreachable
			if t != nil {
				for _, a := range t.Appearances {
					if a.Path != "" && !places[a.Path] {
						places[a.Path] = true
						f.Also = append(f.Also, Place{Path: a.Path, Line: y.line, Column: y.column})
					}
				}
			}
		}
		if !places[y.path] {
			places[y.path] = true
			f.Also = append(f.Also, Place{Path: y.path, Line: y.line, Column: y.column})
		}
	}
	trail.Versions = len(versions)
	if !trail.InHead {
		f.Remedy = rules.Manual // there is no file any more to repair
		f.Message = strings.Replace(f.Message, inRepository, inHistory, 1)
	}
	trail.Branches = col.s.maskNames(trail.Branches)
	f.Trail = trail
	slices.SortFunc(f.Also, func(a, b Place) int { return cmp.Or(cmp.Compare(a.Path, b.Path), a.Line-b.Line) })
	col.add([]Finding{*f}, nil)
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

// readTip looks in HEAD's contents for the secrets of which no version is
// HEAD's: a source that does not begin at HEAD has not read those.
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

// envHistory judges the private env files that were ever committed.
func (s *Scanner) envHistory(ctx context.Context, src History, col *collector, log *secretLog) {
	i := slices.IndexFunc(s.rules, func(r *rules.Rule) bool { return r.ID == envTrackedID })
	if i < 0 {
		return
	}
	files, err := src.EnvFiles(ctx)
	if err != nil {
		col.unread(".", fmt.Errorf("the env files of the history could not be judged: %w", err))
	}
	for _, v := range files {
		ms, err := s.rules[i].CheckRepo(v.Repo)
		if err != nil {
			col.skip(Skip{Path: v.Path, Reason: err.Error()})
		}
		for _, m := range ms {
			if m.Path != v.Path {
				continue
			}
			m.Remedy = rules.Manual
			f := Finding{Match: m, Rule: s.rules[i], Severity: m.Severity, Fingerprint: fingerprint(envTrackedID, m.Path, "", "")}
			if s.cfg.Strict && f.Severity == rules.Warning {
				f.Severity = rules.Error
			}
			log.add(v.Key, []Finding{f})
		}
	}
}

// What the rule says of a file that is there, and what is true of one that was.
const (
	inRepository = "is in the repository, for everyone who has it"
	inHistory    = "was committed: it is in the history, for everyone who has the repository"
)

// envTrackedID is the rule that judges env files in the repository.
const envTrackedID = "env-tracked"

type sliceReader struct{ b []byte }

func readSlice(b []byte) io.ReadCloser { return &sliceReader{b} }

func (r *sliceReader) Read(p []byte) (int, error) {
	if len(r.b) == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.b)
	r.b = r.b[n:]
	return n, nil
}

func (r *sliceReader) Close() error { return nil }
