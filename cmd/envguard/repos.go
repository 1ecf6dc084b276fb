package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/scanner"
	"github.com/envguard/envguard/scanner/gitsource"
)

// A repository is one of many that are scanned.
type repository struct {
	name string // as it is reported
	dir  string
	err  error // why it cannot be scanned
}

// scanRepositories scans many repositories and writes one stream of NDJSON.
func (c command) scanRepositories(ctx context.Context, o *options, args []string) (int, error) {
	jobs, err := o.checkReposFlags(args)
	if err != nil {
		return 0, err
	}
	if _, err := o.correlation(); err != nil {
		return 0, err
	}
	all, err := c.listRepositories(ctx, o)
	if err != nil {
		return 0, err
	}
	if all, err = shardOf(all, o.shard); err != nil {
		return 0, err
	}
	out, done, err := o.openStream(c.stdout)
	if err != nil {
		return 0, err
	}
	s := &stream{c: c, o: o, out: out, total: len(all)}
	todo := slices.DeleteFunc(slices.Clone(all), func(r repository) bool {
		status, ok := done[r.name]
		if ok {
			s.count(status)
		}
		return ok
	})
	if n := len(all) - len(todo); n > 0 {
		s.log("%s scanned before, %d to go", countOf(n, "repository was", "repositories were"), len(todo))
	}
	next := make(chan repository)
	var wg sync.WaitGroup
	for range min(jobs, max(1, len(todo))) {
		wg.Go(func() {
			for r := range next {
				s.scan(ctx, r)
			}
		})
	}
	for _, r := range todo {
		if ctx.Err() != nil || s.failed() {
			break
		}
		next <- r
	}
	close(next)
	wg.Wait()
	if closer, ok := out.(io.Closer); ok && o.output != "" && o.output != "-" {
		if err := closer.Close(); err != nil {
			s.fail(err)
		}
	}
	return s.outcome(ctx)
}

// checkReposFlags refuses flags that do not go with --repos, and returns the number of
// repositories that are scanned at a time.
func (o *options) checkReposFlags(args []string) (jobs int, err error) {
	switch {
	case len(args) > 0:
		return 0, usagef("leave the paths out", "--repos and paths exclude each other")
	case o.format != "" && o.format != "ndjson" && o.given("format"):
		return 0, usagef("`envguard merge` makes a text of it", "--repos writes ndjson, not %s", o.format)
	case o.resume && (o.output == "" || o.output == "-"):
		return 0, usagef("write `--output FILE --resume`", "--resume goes on with the file of --output")
	}
	jobs = max(1, runtime.GOMAXPROCS(0)/2)
	if o.jobs != "" {
		if jobs, err = strconv.Atoi(o.jobs); err != nil || jobs < 1 || jobs > 1024 {
			return 0, usagef("write --jobs 4", "--jobs %q is no number of repositories", o.jobs)
		}
	}
	return jobs, nil
}

// listRepositories returns the repositories of --repos in the order of their names.
func (c command) listRepositories(ctx context.Context, o *options) ([]repository, error) {
	path := o.repos
	if !filepath.IsAbs(path) && path != "-" {
		path = filepath.Join(o.folder(), path)
	}
	var list []repository
	info, err := os.Stat(path)
	switch {
	case path == "-":
		list, err = listed(interruptible(ctx, c.stdin), o.folder())
	case err != nil:
		return nil, usagef("--repos takes a folder of repositories, or a file with a path on each line", "reading --repos: %w", err)
	case info.IsDir():
		list, err = below(path)
	default:
		var f *os.File
		if f, err = os.Open(path); err == nil {
			list, err = listed(f, filepath.Dir(path))
			err = errors.Join(err, f.Close())
		}
	}
	if err != nil {
		if codeOf(err) == exitUsage {
			return nil, err
		}
		return nil, &codedError{fmt.Errorf("listing the repositories: %w", err), exitIncomplete, ""}
	}
	if len(list) == 0 {
		return nil, usagef("--repos takes a folder of repositories, or a file with a path on each line", "there is no repository in %s", o.repos)
	}
	slices.SortFunc(list, func(a, b repository) int { return strings.Compare(a.name, b.name) })
	for i := 1; i < len(list); i++ {
		if list[i].name == list[i-1].name {
			return nil, usagef("leave one of them out", "%s is listed twice", list[i].name)
		}
	}
	return list, nil
}

// listed reads a list: a path on each line, relative to a folder.
func listed(r io.Reader, base string) (list []repository, err error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(sc.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		if strings.Contains(line, "://") {
			return nil, usagef("clone it first: git clone --mirror; envguard does not use the network", "line %d of --repos is an address, not a folder", n)
		}
		dir := line
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(base, dir)
		}
		rep := repository{name: filepath.ToSlash(filepath.Clean(line)), dir: dir}
		if !isRepository(dir) {
			rep.err = errors.New("there is no repository")
		}
		list = append(list, rep)
	}
	return list, sc.Err()
}

// below finds the repositories in a folder and the folders in it. What is in a
// repository belongs to it. A folder that cannot be read is one that cannot be scanned.
func below(top string) (list []repository, err error) {
	if isRepository(top) {
		return nil, usagef("name the folder that holds it, or leave --repos out", "%s is a repository itself", top)
	}
	err = filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		rel, relErr := filepath.Rel(top, path)
		if relErr != nil {
			return relErr
		}
		name := filepath.ToSlash(rel)
		switch {
		case err != nil:
			list = append(list, repository{name: name, dir: path, err: err})
			return fs.SkipDir
		case d.Type()&fs.ModeSymlink != 0 && isRepository(path):
			list = append(list, repository{name: name, dir: path})
		case d.IsDir() && path != top && isRepository(path):
			list = append(list, repository{name: name, dir: path})
			return fs.SkipDir
		}
		return nil
	})
	return list, err
}

// isRepository reports whether a folder is the top of a work tree, or a bare
// repository.
func isRepository(dir string) bool {
	if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
		return true
	}
	for _, part := range []string{"objects", "refs"} {
		if info, err := os.Stat(filepath.Join(dir, part)); err != nil || !info.IsDir() {
			return false
		}
	}
	_, err := os.Lstat(filepath.Join(dir, "HEAD"))
	return err == nil
}

// shardOf returns the I-th of N parts of a list, which differ by one at most.
func shardOf(list []repository, spec string) ([]repository, error) {
	if spec == "" {
		return list, nil
	}
	first, second, ok := strings.Cut(spec, "/")
	i, ierr := strconv.Atoi(first)
	n, nerr := strconv.Atoi(second)
	if !ok || ierr != nil || nerr != nil || i < 1 || i > n {
		return nil, usagef("write --shard 1/4 to --shard 4/4", "--shard %q is not the I-th of N parts", spec)
	}
	var part []repository
	for k := i - 1; k < len(list); k += n {
		part = append(part, list[k])
	}
	return part, nil
}

// openStream opens the output. With --resume it keeps what is whole in it and returns
// the status of the repositories that need not be scanned again.
func (o *options) openStream(stdout io.Writer) (io.Writer, map[string]report.Status, error) {
	if o.output == "" || o.output == "-" {
		return stdout, nil, nil
	}
	done := map[string]report.Status{}
	var kept []byte
	if o.resume {
		data, err := os.ReadFile(o.output)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, nil, &codedError{fmt.Errorf("reading what was scanned before: %w", err), exitIncomplete, ""}
		}
		if kept, done, err = wholeBlocks(data, o.history); err != nil {
			return nil, nil, usagef("name another file with --output, or leave --resume out", "reading what was scanned before: %s: %w", o.output, err)
		}
	}
	out, err := newOutput(nil, o.output, o.reveal)
	if err != nil {
		return nil, nil, err
	}
	if err := out.write(func(w io.Writer) error { _, err := w.Write(kept); return err }); err != nil {
		return nil, nil, err
	}
	f, err := os.OpenFile(o.output, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return nil, nil, &codedError{fmt.Errorf("writing to %s: %w", o.output, err), exitIncomplete, ""}
	}
	return f, done, nil
}

// A streamLine is what is needed of a line of a stream.
type streamLine struct {
	Repository string        `json:"repository"`
	Type       string        `json:"type"`
	Status     report.Status `json:"status"`
}

// wholeBlocks returns the lines of the repositories that were scanned as a whole, their
// history or not. Each repository's lines are together, and the line of type scan is
// the last one.
func wholeBlocks(data []byte, history bool) (kept []byte, done map[string]report.Status, err error) {
	done = map[string]report.Status{}
	start, at := 0, 0
	for at < len(data) {
		end := bytes.IndexByte(data[at:], '\n')
		if end < 0 {
			break // an interruption cut it off
		}
		var line struct {
			streamLine
			What string `json:"what"`
		}
		if err := json.Unmarshal(data[at:at+end], &line); err != nil || line.Type == "" || line.Repository == "" {
			return nil, nil, errors.New("it was not written by `envguard scan --repos`")
		}
		at += end + 1
		if line.Type != "scan" {
			continue
		}
		if line.Status != report.Incomplete && strings.HasPrefix(line.What, "history") == history {
			kept = append(kept, data[start:at]...)
			done[line.Repository] = line.Status
		}
		start = at
	}
	return kept, done, nil
}

// A stream is the output of many scans.
type stream struct {
	c     command
	o     *options
	out   io.Writer
	total int

	mu       sync.Mutex
	err      error // of writing
	finished int
	statuses map[report.Status]int
}

func (s *stream) log(format string, args ...any) {
	if !s.o.quiet {
		fmt.Fprintf(s.c.stderr, "%s\n", report.EscapeMasked(fmt.Sprintf(format, args...)))
	}
}

func (s *stream) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.err = err
	}
}

func (s *stream) failed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err != nil
}

func (s *stream) count(status report.Status) {
	if s.statuses == nil {
		s.statuses = map[report.Status]int{}
	}
	s.statuses[status]++
	s.finished++
}

// scan scans one repository and writes its lines at once. Those of an interrupted scan
// are not written, so that --resume scans the repository again.
func (s *stream) scan(ctx context.Context, r repository) {
	lines, status := s.lines(ctx, r)
	if ctx.Err() != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return
	}
	if _, err := s.out.Write(lines); err != nil {
		s.err = err
		return
	}
	s.count(status)
	s.log("%d/%d %s: %s", s.finished, s.total, r.name, status)
}

// lines returns the lines of one repository.
func (s *stream) lines(ctx context.Context, r repository) ([]byte, report.Status) {
	var buf bytes.Buffer
	code, err := exitIncomplete, r.err
	if err == nil {
		code, err = s.one(ctx, r, &buf)
	}
	name, _ := json.Marshal(r.name)
	var out bytes.Buffer
	last := streamLine{}
	for line := range bytes.Lines(buf.Bytes()) {
		last = streamLine{}
		if json.Unmarshal(line, &last) != nil {
			continue // it is not whole: the error says why
		}
		fmt.Fprintf(&out, `{"repository":%s,%s`, name, line[1:])
	}
	if err == nil && last.Type == "scan" {
		return out.Bytes(), last.Status
	}
	out.Reset() // no half of a report
	if err == nil {
		err = fmt.Errorf("the scan ended with exit code %d and without a report", code)
	}
	message, _ := splitHint(err)
	doc := struct {
		streamLine
		Error string `json:"error"`
	}{streamLine{r.name, "scan", report.Incomplete}, report.EscapeMasked(message)}
	if json.NewEncoder(&out).Encode(doc) != nil {
		out.WriteString("{}\n")
	}
	return out.Bytes(), report.Incomplete
}

// one scans one repository as NDJSON: its history, a commit, its work tree, or HEAD if it
// has none.
func (s *stream) one(ctx context.Context, r repository, out io.Writer) (code int, err error) {
	defer scanner.Recover(&err)
	o := *s.o
	o.repos, o.jobs, o.shard, o.resume, o.oneOfMany = "", "", "", false, true
	o.dir, o.format, o.output, o.quiet = r.dir, "ndjson", "", true
	o.getenv = gitsource.OtherRepository(os.Getenv)
	if o.config != "" && !filepath.IsAbs(o.config) {
		o.config = filepath.Join(s.o.folder(), o.config)
	}
	c := command{strings.NewReader(""), out, &lockedWriter{w: s.c.stderr, mu: &s.mu}}
	if o.history || o.rev != "" {
		return c.scan(ctx, &o, nil)
	}
	repo, err := o.open()
	if err != nil {
		return exitIncomplete, err
	}
	bare := repo.Bare()
	refs, err := repo.Refs(ctx)
	if cerr := repo.Close(); err == nil {
		err = cerr
	}
	switch {
	case !bare:
		return c.scan(ctx, &o, nil)
	case err != nil:
		return exitIncomplete, err
	case len(refs) == 0: // nothing was ever pushed to it
		o.history = true
	default:
		o.rev = "HEAD"
	}
	return c.scan(ctx, &o, nil)
}

// A lockedWriter writes from several scans.
type lockedWriter struct {
	mu *sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

// outcome says how all of it turned out.
func (s *stream) outcome(ctx context.Context) (int, error) {
	n := s.statuses
	s.log("%d of %s scanned: %d clean, %d with findings, %d incomplete", s.finished, countOf(s.total, "repository", "repositories"),
		n[report.Clean], n[report.Findings], n[report.Incomplete])
	switch {
	case s.err != nil:
		return 0, delivery(s.err)
	case ctx.Err() != nil:
		hint := "--output FILE --resume goes on where it was interrupted"
		return 0, &codedError{fmt.Errorf("scanning the repositories: %w", ctx.Err()), exitIncomplete, hint}
	case n[report.Incomplete] > 0:
		return exitIncomplete, nil
	case n[report.Findings] > 0:
		return exitFindings, nil
	}
	return exitClean, nil
}
