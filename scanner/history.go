package scanner

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
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
		col.ended(err)
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
