package scanner

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"runtime"
	"slices"
	"sort"
	"sync"
	"sync/atomic"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/scanner/archive"
)

// A Config says what to look for. Its zero value is the default.
type Config struct {
	// Rules are the rules to run, most specific first: where the spans of two
	// matches overlap the earlier rule wins. Nil means all of package rules.
	Rules []*rules.Rule
	// Ignore names paths that are not scanned. It never hides a private env file.
	Ignore *Ignore
	// IgnoreBefore is what was ignored before a staged change. What Ignore names
	// beyond it is hidden by the change itself; see [Result.Hidden].
	IgnoreBefore *Ignore
	// Stale looks for allow comments that allow nothing in every file, and not
	// only in those with findings. It costs a few percent.
	Stale bool
	// NoAllow makes allow comments allow nothing.
	NoAllow bool
	// Silent are true of paths where some rule says nothing that it says elsewhere.
	// A history judges each content once for all of its paths, unless these say
	// them apart.
	Silent []func(path string) bool
	// Staged is set when only a staged change is judged: what HEAD already
	// had is then a warning at most.
	Staged bool
	// AllLines makes findings of secrets that a parent already has count.
	AllLines bool
	// Strict makes warnings errors.
	Strict bool
	// Workers is how many blobs are read at once; 0 means one a processor.
	Workers int
	// Archives says which containers are opened.
	Archives Archives
	// Progress, if set, learns how far the scan is.
	Progress *Progress
}

// A Scanner runs rules. It is safe for concurrent use.
type Scanner struct {
	cfg   Config
	rules []*rules.Rule
	order map[*rules.Rule]int
	disp  dispatch
	lines *lineTable // nil if no rule judges lines

	extractors sync.Pool // of *extractor, with their buffers

	slots chan struct{} // one for each window of a large file that is being scanned
	spare chan []byte   // buffers for such windows

	heavy sync.Mutex // held while a large container is read
}

// New returns a scanner, or an error if the rules are not well declared.
func New(cfg Config) (*Scanner, error) {
	if cfg.Rules == nil {
		cfg.Rules = builtin.All()
	}
	if cfg.Workers <= 0 {
		cfg.Workers = runtime.GOMAXPROCS(0)
	}
	s := &Scanner{cfg: cfg, rules: cfg.Rules, order: make(map[*rules.Rule]int, len(cfg.Rules))}
	s.slots, s.spare = make(chan struct{}, cfg.Workers), make(chan []byte, cfg.Workers)
	for i, r := range cfg.Rules {
		if (r.Check == nil) == (r.CheckRepo == nil) {
			return nil, fmt.Errorf("preparing rule %q: it needs exactly one of Check and CheckRepo", r.ID)
		}
		s.order[r] = i
	}
	s.disp.init(cfg.Rules)
	s.lines = newLineTable(cfg.Rules)
	return s, nil
}

// Rules returns the rules that the scanner runs. They must not be changed.
func (s *Scanner) Rules() []*rules.Rule { return s.rules }

// Scan reads all blobs of src and judges them, and the repository as a whole
// if src is a [Snapshotter]. What could not be read is in the result's Skipped
// and makes it incomplete. The error is not nil when the source as a whole
// failed or ctx ended; the result then holds what was found until then, and
// Skipped says why it is not all.
func (s *Scanner) Scan(ctx context.Context, src Source) (*Result, error) {
	col := &collector{s: s}
	if m, ok := src.(Measured); ok && s.cfg.Progress != nil {
		m.Measure(s.cfg.Progress)
	}
	var snapshot *rules.Repo
	var snapErr, srcErr error
	if sn, ok := src.(Snapshotter); ok {
		snapErr = guarded(func() (err error) {
			snapshot, err = sn.Snapshot(ctx)
			return err
		})
	}
	policy := policyFunc(snapshot)
	srcErr = guarded(func() error {
		return s.readAll(ctx, src.Blobs(ctx), col, policy, s.cfg.Ignore, func(w *worker, b Blob) { w.blob(ctx, b) })
	})
	if c, ok := src.(Comparer); ok && ctx.Err() == nil {
		s.markOld(ctx, c, col, policy)
		s.listHidden(ctx, c, col, policy)
	}
	if err := ctx.Err(); err != nil && srcErr == nil {
		srcErr = err
	}
	if srcErr != nil {
		col.ended(srcErr)
	}
	// What ended everything is said once.
	if snapErr != nil && (srcErr == nil || snapErr.Error() != srcErr.Error()) {
		col.unjudged(snapErr)
	}
	if snapshot != nil && ctx.Err() == nil {
		for _, r := range s.rules {
			if r.CheckRepo != nil {
				col.repo(r, snapshot)
			}
		}
	}
	res := col.result()
	if d, ok := src.(Describer); ok {
		res.Stats.Description = d.Describe()
	}
	return res, srcErr
}

// A batch of blobs goes to a worker at once: to hand over one costs as much as
// to read a small file.
const (
	batchBlobs = 64
	batchBytes = 512 << 10
	// A blob of unknown size counts as much.
	usualSize = 8 << 10
)

// readAll has workers read all blobs that ignore does not name, and returns the
// error that ended it early.
func (s *Scanner) readAll(ctx context.Context, blobs iter.Seq2[Blob, error], col *collector, policy func(string) rules.Policy, ignore *Ignore, read func(*worker, Blob)) (failed error) {
	var wg sync.WaitGroup
	work := make(chan []Blob)
	defer wg.Wait()
	defer close(work)
	workers := 0
	start := func() {
		workers++
		wg.Go(func() {
			w := &worker{s: s, col: col, policy: policy}
			for batch := range work {
				for _, b := range batch {
					if ctx.Err() == nil {
						w.guarded(b.Path, func() { read(w, b) })
					}
				}
			}
		})
	}
	var batch []Blob
	bytes, limit := int64(0), 4 // the first batches are small, so that all begin at once
	send := func() {
		if len(batch) == 0 {
			return
		}
		select {
		case work <- batch:
		default:
			if workers < s.cfg.Workers { // a worker more only when all are busy
				start()
			}
			select {
			case work <- batch:
			case <-ctx.Done():
			}
		}
		limit = min(2*limit, batchBlobs)
		batch, bytes = make([]Blob, 0, limit), 0
	}
	named := names{s: s}
	for b, err := range blobs {
		if err != nil {
			var skip *Skip
			if errors.As(err, &skip) {
				col.skip(*skip)
				continue
			}
			failed = err
			break
		}
		isFile := b.Origin.Kind == File
		if isFile && ignore != nil && !neverIgnored(b.Path) {
			if line := ignore.Match(b.Path); line > 0 {
				col.ignored.Add(1)
				if s.cfg.Staged {
					col.left = append(col.left, b)
				}
				continue
			}
		}
		if isFile && !b.Changed && !col.aside {
			named.add(b.Path)
		}
		batch = append(batch, b)
		if b.Size < 0 {
			bytes += usualSize
		} else {
			bytes += b.Size
		}
		if len(batch) >= limit || bytes >= batchBytes {
			send()
		}
		if ctx.Err() != nil {
			break
		}
	}
	send()
	named.flush()
	col.add(s.notIgnored(col, named.found), nil)
	return failed
}

func policyFunc(repo *rules.Repo) func(string) rules.Policy {
	if repo == nil {
		return func(string) rules.Policy { return rules.Policy{} }
	}
	var mu sync.Mutex
	return func(path string) rules.Policy {
		mu.Lock() // Repo.Read need not be safe for concurrent use
		defer mu.Unlock()
		return envfile.PolicyOf(repo, path)
	}
}

// neverIgnored reports whether a path is scanned whatever .envguardignore says.
func neverIgnored(path string) bool {
	switch fileclass.Classify(path) {
	case fileclass.Private, fileclass.Backup, fileclass.Keys:
		return true
	}
	return false
}

// A collector gathers findings from several workers.
type collector struct {
	s                                 *Scanner
	mu                                sync.Mutex
	found, old, suppressed            []Finding
	left                              []Blob // that .envguardignore left out
	hidden                            []Hidden
	aside                             bool // these contents are not what is scanned
	skipped                           []Skip
	problems, stale                   []Problem
	bugs                              []*Bug
	blobs, bytes, candidates, ignored atomic.Int64

	unopened  atomic.Int64 // containers
	undecoded atomic.Int64 // encoded texts
}

func (c *collector) skip(s Skip) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.skipped = append(c.skipped, s)
}

// unread notes what could not be read, and why.
func (c *collector) unread(path string, err error) {
	reason := err.Error()
	if path != "." { // or else the error may be about any file
		reason = reasonOf(err)
	}
	c.skip(Skip{Path: path, Reason: reason})
	if b := bugIn(err); b != nil {
		c.bug(b)
	}
}

// maxBugs is how many stacks are kept: one bug may meet every file.
const maxBugs = 8

// ended reports a source that stopped before its end.
func (c *collector) ended(err error) {
	reason := err.Error()
	if errors.Is(err, context.Canceled) {
		reason = "the scan was interrupted"
	}
	c.skip(Skip{Path: ".", Reason: reason})
	if b := bugIn(err); b != nil {
		c.bug(b)
	}
}

func (c *collector) bug(b *Bug) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.bugs) < maxBugs {
		c.bugs = append(c.bugs, b)
	}
}

func (c *collector) add(fs []Finding, problems []Problem) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, p := range problems {
		if p.Stale {
			c.stale = append(c.stale, p)
		} else {
			c.problems = append(c.problems, p)
		}
	}
	for _, f := range fs {
		f.Origin.Author = c.s.maskName(f.Origin.Author)
		switch {
		case f.SuppressedBy != "":
			c.suppressed = append(c.suppressed, f)
		case f.Old && !c.s.cfg.AllLines:
			c.old = append(c.old, f)
		default:
			c.found = append(c.found, f)
		}
	}
}

// unjudged notes why the repository as a whole is not known.
func (c *collector) unjudged(err error) {
	var skips Skips
	var skip *Skip
	switch {
	case errors.As(err, &skips):
	case errors.As(err, &skip):
		skips = Skips{*skip}
	default:
		skips = Skips{{Path: ".", Reason: "the repository's env files could not be judged: " + err.Error()}}
	}
	for _, s := range skips {
		c.skip(s)
	}
	if b := bugIn(err); b != nil {
		c.bug(b)
	}
}

// repo runs a repository rule.
func (c *collector) repo(r *rules.Rule, repo *rules.Repo) {
	var ms []rules.Match
	err := guarded(func() (err error) {
		ms, err = r.CheckRepo(repo)
		return err
	})
	if err != nil {
		c.unread(".", fmt.Errorf("rule %s could not be checked: %w", r.ID, err))
	}
	for _, m := range ms {
		f := Finding{Match: m, Rule: r, Line: m.Line, Severity: m.Severity}
		if m.Legacy && c.s.cfg.Staged && f.Severity == rules.Error {
			f.Severity = rules.Warning
		}
		if c.s.cfg.Strict && f.Severity == rules.Warning {
			f.Severity = rules.Error
		}
		if f.Score == 0 {
			f.Score = 1
		}
		if m.Line > 0 {
			f.Column, f.EndLine, f.EndColumn = 1, m.Line, 1
		}
		f.Fingerprint = fingerprint(r.ID, m.Path, "", "")
		c.add([]Finding{f}, nil)
	}
}

func (c *collector) count(t done) {
	c.candidates.Add(int64(t.candidates))
	if t.undecoded > 0 {
		c.undecoded.Add(int64(t.undecoded))
	}
}

// result sorts and groups.
func (c *collector) result() *Result {
	if !c.s.cfg.Strict {
		markColumns(c.found)
	}
	r := &Result{
		Findings:   group(c.found, c.s.order),
		Old:        group(c.old, c.s.order),
		Suppressed: c.suppressed,
		Hidden:     c.hidden,
		Skipped:    c.skipped,
		Problems:   c.problems,
		Bugs:       c.bugs,
	}
	sortFindings(r.Suppressed, c.s.order)
	sort.Slice(r.Skipped, func(i, j int) bool {
		a, b := r.Skipped[i], r.Skipped[j]
		return a.Path < b.Path || a.Path == b.Path && a.Reason < b.Reason
	})
	r.Skipped = slices.Compact(r.Skipped) // versions of a file fail alike
	r.Problems, r.Stale = sorted(r.Problems), sorted(c.stale)
	r.Stats = Stats{
		Blobs: c.blobs.Load(), Bytes: c.bytes.Load(), Candidates: c.candidates.Load(),
		Ignored: c.ignored.Load(), Unopened: c.unopened.Load(), Undecoded: c.undecoded.Load(), Rules: len(c.s.rules),
	}
	return r
}

func sorted(ps []Problem) []Problem {
	slices.SortFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(ps)
}

// A worker scans one blob at a time and reuses its buffers.
type worker struct {
	s      *Scanner
	col    *collector
	buf    []byte
	inner  []byte // as buf, for members of containers
	policy func(string) rules.Policy
	watch  func([]byte) // set for earlier contents, called with each window of text
	limit  *limiter     // set while reading a file whose findings are not all listed
}

// guarded calls f, which reads what is at path. A panic makes that unread, and
// the scan goes on.
func (w *worker) guarded(path string, f func()) (ok bool) {
	err := guarded(func() error {
		f()
		return nil
	})
	if err != nil {
		w.buf, w.inner, w.limit = nil, nil, nil // whatever state they are in
		w.col.unread(path, err)
	}
	return err == nil
}

// guarded calls f. A panic is its error.
func guarded(f func() error) (err error) {
	defer Recover(&err)
	return f()
}

func (w *worker) blob(ctx context.Context, b Blob) {
	progress := w.s.cfg.Progress
	if b.Origin.Kind != File {
		w.col.add(w.text(ctx, &b, nil), nil)
		progress.done(1, 0)
		return
	}
	progress.begin(b.Path)
	// Which findings of a changed file are new is known later.
	l := new(limiter)
	if !b.Changed {
		w.limit = l
	}
	fs, problems, n, err := w.scan(ctx, b)
	w.limit = nil
	w.col.bytes.Add(n)
	progress.done(1, n)
	if err == nil {
		w.col.blobs.Add(1)
	}
	problems = append(problems, l.problem(b.Path)...)
	w.col.add(fs, problems)
	if err != nil && ctx.Err() == nil {
		w.col.unread(b.Path, err)
	}
}

// reasonOf shortens errors whose text begins with the path, which is printed
// in front of the reason anyway.
func reasonOf(err error) string {
	var skip *Skip
	if errors.As(err, &skip) {
		return skip.Reason
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Op + ": " + pe.Err.Error()
	}
	return err.Error()
}

// scan reads a blob window by window. A blob that turns out to be damaged
// still gives the findings of the parts that could be read.
func (w *worker) scan(ctx context.Context, b Blob) (all []Finding, problems []Problem, size int64, err error) {
	rc, err := b.Open()
	if err != nil {
		return nil, nil, 0, err
	}
	defer func() {
		if cerr := rc.Close(); err == nil && cerr != nil {
			err = cerr
		}
	}()
	counted := &countReader{r: rc}
	file := rules.NewFile(b.Path, nil)
	if file.Class == fileclass.Private || file.Class == fileclass.Shared {
		file.Policy = w.policy(b.Path)
	}
	var last bool
	if w.buf, last, err = readFirst(counted, b.Size, w.buf); err != nil {
		return nil, nil, counted.n, err
	}
	if w.container(&b, rc, w.buf) != archive.None {
		all, problems, err = w.inside(ctx, b, rc, counted, last)
		return all, problems, counted.n, err
	}
	take := func(r windowResult) {
		w.col.count(r.done)
		for i := range r.findings {
			f := &r.findings[i]
			f.Origin, f.Stage, f.Unstaged, f.blob = b.Origin, b.Stage, b.Unstaged, b.ID
		}
		if w.limit != nil {
			r.findings = w.limit.keep(r.findings)
		}
		all = append(all, r.findings...)
		problems = append(problems, r.problems...)
	}
	l := large{s: w.s, file: file, take: take}
	w.buf, err = readRest(counted, w.buf, last, func(win window) error {
		if w.watch != nil {
			w.watch(win.data)
		}
		take(w.s.textWindow(file, win))
		return ctx.Err()
	}, func(r io.Reader, buf []byte) ([]byte, error) { return l.rest(ctx, r, buf) })
	return all, problems, counted.n, err
}

type countReader struct {
	r io.Reader
	n int64
}

func (c *countReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// ScanFile judges content that is in memory: the pure core, for editors, tests
// and fuzzing. Data may be in any encoding.
func (s *Scanner) ScanFile(f *rules.File) []Finding {
	fs, _ := s.scanFile(f)
	sortFindings(fs, s.order)
	return fs
}

func (s *Scanner) scanFile(f *rules.File) ([]Finding, []Problem) {
	g := *f
	g.Data = decode(f.Data)
	g.Binary = f.Binary || isBinary(g.Data)
	fs, ps, _ := s.scanWindow(&g, window{data: g.Data, to: len(g.Data), line: 1, last: true})
	return fs, ps
}
