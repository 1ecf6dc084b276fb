package gitsource

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner"
)

// A gitHistory is the history as the git executable reads it: `git rev-list
// --objects` lists what is reached, `git cat-file --batch` reads it, and `git
// log --raw` says where it came from.
type gitHistory struct {
	*receipt
	r *Repo
	g *gitEngine
	o HistoryOptions

	// revisions says where a log begins and ends, for --stdin.
	revisions string

	objects []gitObject
	private map[envFile]bool

	commits, tags []int // positions in objects
	names         []gitName
	nameAt        map[string]int
	texts         *refTexts
}

type gitObject struct {
	id          string
	path        string
	rank        int8
	unreachable bool
	file        bool // a tree has it as a file
}

// gitHistory returns the history as git reads it.
func (r *Repo) gitHistory(w *wholeHistory) (*gitHistory, error) {
	g, err := r.askGit()
	if err != nil {
		return nil, err
	}
	return &gitHistory{receipt: &w.receipt, r: r, g: g, o: w.o, private: map[envFile]bool{}, nameAt: map[string]int{}}, nil
}

// starts are the arguments that say where the history begins.
func (h *gitHistory) starts() []string {
	if len(h.o.Branches) == 0 {
		return []string{"--all"}
	}
	return append(slices.Clone(h.o.Branches), "--")
}

// list finds the blobs, by the paths that they were ever under.
func (h *gitHistory) list(ctx context.Context, skip func(scanner.Skip)) error {
	known := map[string]int{}
	add := func(id, path string) {
		i, ok := known[id]
		rank := rankOf(path)
		if !ok {
			known[id] = len(h.objects)
			h.objects = append(h.objects, gitObject{id: id, path: path, rank: rank})
			return
		}
		if o := &h.objects[i]; rank > o.rank || o.path == "" {
			o.path, o.rank = path, rank
		}
	}
	if len(h.o.Branches) == 0 {
		if err := h.checkRefs(ctx, skip); err != nil {
			return err
		}
	}
	// rev-list names what is not there with a question mark.
	args := append([]string{"rev-list", "--objects", "--missing=print", "--in-commit-order"}, h.starts()...)
	err := h.lines(ctx, func(line []byte) error {
		if id, ok := bytes.CutPrefix(line, []byte("?")); ok {
			skip(scanner.Skip{Path: ".", Reason: fmt.Sprintf("object %s is missing", id)})
			return nil
		}
		id, path, ok := bytes.Cut(line, []byte{' '})
		if ok {
			add(string(id), string(path))
		} else {
			add(string(id), "")
		}
		return nil
	}, nil, args...)
	if err != nil {
		return fmt.Errorf("listing the history: %w", err)
	}
	reached := len(h.objects)
	if reached == 0 && !h.o.Unreachable {
		commits := 0
		err := h.everyObject(ctx, func(_, kind string) {
			if kind == "commit" {
				commits++
			}
		})
		if err != nil {
			return err
		}
		if commits > 0 {
			skip(scanner.Skip{Path: ".", Reason: noReference(commits)})
		}
	}
	if h.o.Unreachable {
		if err := h.unreachable(ctx, known, skip); err != nil {
			return err
		}
	}
	// Other paths of the same content, and which of all are private env files.
	// One that is only missing would end this; it was named already.
	_ = h.log(ctx, func(c *gitCommit, _, id, path string, mode uint32) {
		h.addNames(path, c)
		i, ok := known[id]
		if !ok || i >= reached || mode&modeTypeMask == modeSubmodule {
			return
		}
		add(id, path)
		h.objects[i].file = true
		if mode&modeTypeMask != modeLink && rankOf(path) == rankPrivate {
			h.private[envFile{path, i, id}] = true
		}
	}, h.starts()...)
	shallow, err := h.r.shallowCommits()
	if err != nil {
		return err
	}
	if len(shallow) > 0 {
		skip(scanner.Skip{Path: ".", Reason: shallowReason(len(shallow))})
	}
	return nil
}

// unreachable adds the objects that no reference reaches.
func (h *gitHistory) unreachable(ctx context.Context, known map[string]int, skip func(scanner.Skip)) error {
	for _, err := range unlistedFolders(h.g.at) {
		skip(scanner.Skip{Path: ".", Reason: err.Error()})
	}
	elsewhere, err := h.elsewhere(ctx)
	if err != nil {
		return fmt.Errorf("listing the history: %w", err)
	}
	return h.everyObject(ctx, func(id, kind string) {
		if _, ok := known[id]; ok || elsewhere[id] {
			return
		}
		if kind == "blob" || kind == "commit" || kind == "tag" {
			h.objects = append(h.objects, gitObject{id: id, path: "object " + id[:12], unreachable: true})
		} else if err := h.g.verify(ctx, id); err != nil {
			// It may be a blob whose header was changed, or have none.
			skip(scanner.Skip{Path: "object " + id[:12], Reason: err.Error()})
		}
	})
}

// checkRefs names the references that git passes over when it is asked for all:
// those that are broken, and branches of something else than commits.
func (h *gitHistory) checkRefs(ctx context.Context, skip func(scanner.Skip)) error {
	args := []string{"for-each-ref", "--format=%(objecttype) %(refname)"}
	cmd := h.g.command(ctx, args...)
	var out bytes.Buffer
	var stderr headBuffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("listing references: %w", h.g.failed(ctx, args, stderr.b.Bytes(), err))
	}
	for line := range strings.Lines(stderr.b.String()) {
		line = strings.TrimSpace(line)
		// A symbolic reference of a remote may lead nowhere.
		if strings.Contains(line, "broken ref") || strings.Contains(line, "dangling symref refs/heads/") || strings.Contains(line, "dangling symref HEAD") {
			skip(scanner.Skip{Path: ".", Reason: "listing references: " + line})
		}
	}
	listed := map[string]bool{}
	for line := range strings.Lines(out.String()) {
		kind, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		listed[name] = true
		if strings.HasPrefix(name, "refs/heads/") && kind != "commit" {
			skip(scanner.Skip{Path: ".", Reason: fmt.Sprintf("reference %s: it names a %s, not a commit", name, kind)})
		}
	}
	for _, name := range h.g.unlisted(listed) {
		skip(scanner.Skip{Path: ".", Reason: fmt.Sprintf("reference %s is damaged", name)})
	}
	return nil
}

// everyObject calls f for each object of the repository.
func (h *gitHistory) everyObject(ctx context.Context, f func(id, kind string)) error {
	err := h.lines(ctx, func(line []byte) error {
		if id, kind, ok := strings.Cut(string(line), " "); ok {
			f(id, kind)
		}
		return nil
	}, nil, "cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)")
	if err != nil {
		return fmt.Errorf("listing all objects: %w", err)
	}
	return nil
}

// elsewhere returns the objects that references reach, where the history begins
// at some of them only: they are not unreachable.
func (h *gitHistory) elsewhere(ctx context.Context) (map[string]bool, error) {
	if len(h.o.Branches) == 0 {
		return nil, nil
	}
	out := map[string]bool{}
	err := h.lines(ctx, func(line []byte) error {
		id, _, _ := strings.Cut(string(line), " ")
		out[id] = true // one with a question mark is not here at all
		return nil
	}, nil, "rev-list", "--objects", "--missing=print", "--all")
	return out, err
}

// lines runs git and calls f for each line of its output.
func (h *gitHistory) lines(ctx context.Context, f func([]byte) error, in io.Reader, args ...string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := h.g.command(ctx, args...)
	var stderr headBuffer
	cmd.Stdin, cmd.Stderr = in, &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("git %s: %w", args[0], err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("git %s: %w", args[0], err)
	}
	br := bufio.NewReaderSize(out, 64<<10)
	var ferr error
	for ferr == nil {
		line, err := br.ReadBytes('\n')
		if len(line) > 0 {
			ferr = f(bytes.TrimSuffix(line, []byte{'\n'}))
		}
		if err != nil {
			if err != io.EOF {
				ferr = err
			}
			break
		}
	}
	if ferr != nil {
		cancel()
		if err := cmd.Wait(); errors.Is(err, errStalled) {
			return h.g.failed(context.Background(), args, nil, err)
		}
		return ferr
	}
	if err := cmd.Wait(); err != nil {
		return h.g.failed(ctx, args, stderr.b.Bytes(), err)
	}
	return nil
}

// Versions implements [scanner.History].
func (h *gitHistory) Versions(ctx context.Context, workers int, progress *scanner.Progress, visit func(int, *scanner.Version), skip func(scanner.Skip)) error {
	if err := h.list(ctx, skip); err != nil {
		return err
	}
	var blobs []int
	if err := h.blobs(ctx, func(i int) { blobs = append(blobs, i) }, skip); err != nil {
		return err
	}
	progress.Expect(int64(len(blobs)), 0)
	var next atomic.Int64
	var wg sync.WaitGroup
	for k := range max(1, workers) {
		wg.Go(func() {
			for ctx.Err() == nil {
				n := int(next.Add(1)) - 1
				if n >= len(blobs) {
					return
				}
				i := blobs[n]
				o := &h.objects[i]
				v := scanner.Version{Key: i}
				v.Path, v.Size = o.path, -1
				v.Open = h.r.object(ctx, o.path, o.id)
				visit(k, &v)
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	return h.visitTexts(ctx, visit, skip)
}

// blobs calls f for the objects that are blobs, and notes commits and tags.
func (h *gitHistory) blobs(ctx context.Context, f func(i int), skip func(scanner.Skip)) error {
	var in bytes.Buffer
	for i := range h.objects {
		in.WriteString(h.objects[i].id)
		in.WriteByte('\n')
	}
	i := 0
	err := h.lines(ctx, func(line []byte) error {
		if i == len(h.objects) {
			return errors.New("git cat-file: more answers than questions")
		}
		fields := strings.Fields(string(line))
		kind := ""
		if len(fields) == 2 {
			kind = fields[1]
		}
		switch o := &h.objects[i]; {
		case kind == "missing":
			skip(scanner.Skip{Path: o.path, Reason: fmt.Sprintf("object %s is missing", o.id)})
		case kind == "blob" || o.file && kind != "":
			if o.path == "" { // a tag of it, say
				o.path = "object " + o.id[:12]
			} else {
				h.addTreeName(o)
			}
			f(i)
		case kind == "commit":
			h.commits = append(h.commits, i)
		case kind == "tag":
			h.tags = append(h.tags, i)
		case kind == "tree":
			h.addTreeName(o)
		}
		i++
		return ctx.Err()
	}, &in, "cat-file", "--batch-check=%(objectname) %(objecttype)", "--buffer")
	if err != nil && strings.Contains(err.Error(), "unable to") {
		err = fmt.Errorf("%w (git cat-file could not tell an object's type)", err)
	}
	return err
}

// A gitCommit is a commit as git log describes it.
type gitCommit struct {
	info    commitInfo
	parents []string
	age     int64 // see laterThan
}

// earlier orders commits by age, and those of one age somehow.
func (c *gitCommit) earlier(d *gitCommit) bool {
	return c.age < d.age || c.age == d.age && c.info.id < d.info.id
}

// logFormat makes one record of a commit: the author, who may be called
// anything, comes last.
const logFormat = "--format=commit %H %at %ct %P%x02%an <%ae>"

// log calls f for each file that a commit brings, against all of its parents,
// in an order in which parents come first. olds are the ids that the parents
// have at that path, joined by spaces.
func (h *gitHistory) log(ctx context.Context, f func(c *gitCommit, olds, id, path string, mode uint32), starts ...string) error {
	return h.logCommits(ctx, func(*gitCommit) {}, f, starts...)
}

// logCommits is log that calls each for every commit, before its files.
func (h *gitHistory) logCommits(ctx context.Context, each func(*gitCommit), f func(c *gitCommit, olds, id, path string, mode uint32), starts ...string) error {
	args := append([]string{
		"log", "-c", "--root", "--raw", "-z", "--no-renames", "--no-abbrev", "--full-history", "--topo-order", "--reverse",
		"--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=none", "--no-mailmap", "--no-show-signature", "--no-notes", logFormat,
	}, starts...)
	var c *gitCommit
	raw := ""
	ages := map[string]int64{}
	var in io.Reader
	if h.revisions != "" {
		in = strings.NewReader(h.revisions)
	}
	return h.g.recordsFrom(ctx, in, func(rec []byte) error {
		bad := errors.New("git log: cannot make out its output")
		if raw == "" {
			rec = bytes.TrimLeft(rec, "\n")
		}
		s := string(rec)
		switch {
		case raw != "":
			meta := raw
			raw = ""
			parents := strings.IndexFunc(meta, func(r rune) bool { return r != ':' })
			p := strings.Fields(meta[parents:])
			if len(p) != 2*parents+3 {
				return bad
			}
			mode, err := parseMode([]byte(p[parents]))
			if err != nil {
				return bad
			}
			id := p[2*parents+1]
			if c == nil || zeroID(id) {
				return nil
			}
			f(c, strings.Join(p[parents+1:2*parents+1], " "), id, s, mode)
		case strings.HasPrefix(s, ":"):
			raw = s
		case s == "":
		default:
			c = newGitCommit(s)
			if c == nil {
				return bad
			}
			c.age = c.info.committed
			for _, p := range c.parents {
				if age, ok := ages[p]; ok {
					c.age = laterThan(c.age, age)
				}
			}
			ages[c.info.id] = c.age
			each(c)
		}
		return nil
	}, args...)
}

// newGitCommit reads a record of logFormat, nil if it is none.
func newGitCommit(rec string) *gitCommit {
	head, author, ok := strings.Cut(rec, "\x02")
	f := strings.Fields(head)
	if !ok || len(f) < 4 || f[0] != "commit" {
		return nil
	}
	c := &gitCommit{parents: f[4:]}
	var err1, err2 error
	c.info.id = f[1]
	c.info.when, err1 = strconv.ParseInt(f[2], 10, 64)
	c.info.committed, err2 = strconv.ParseInt(f[3], 10, 64)
	c.info.author = strings.ToValidUTF8(author, "\uFFFD")
	if err1 != nil || err2 != nil {
		return nil
	}
	return c
}

// Places implements [scanner.History].
func (h *gitHistory) Places(ctx context.Context, keys []int) ([][]scanner.Blob, error) {
	out := make([][]scanner.Blob, len(keys))
	at := make(map[string]int, len(keys))
	for i, k := range keys {
		at[h.objects[k].id] = i
	}
	seen := map[[2]string]bool{}
	err := h.log(ctx, func(_ *gitCommit, _, id, path string, mode uint32) {
		i, ok := at[id]
		if !ok || seen[[2]string{id, path}] {
			return
		}
		seen[[2]string{id, path}] = true
		b := scanner.Blob{Path: path, ID: id, Size: -1, Link: mode&modeTypeMask == modeLink}
		b.Open = h.r.object(ctx, path, id)
		out[i] = append(out[i], b)
	}, h.starts()...)
	return out, err
}

// Trace implements [scanner.History].
func (h *gitHistory) Trace(ctx context.Context, keys []int) ([]scanner.Trace, error) {
	out := make([]scanner.Trace, len(keys))
	at := map[string]int{}
	type first struct {
		path   string
		commit *gitCommit
	}
	firsts := make([][]first, len(keys))
	for i, k := range keys {
		if k < 0 {
			continue
		}
		o := &h.objects[k]
		out[i].ID, out[i].Unreachable = o.id, o.unreachable
		at[o.id] = i
	}
	err := h.log(ctx, func(c *gitCommit, olds, id, path string, _ uint32) {
		i, ok := at[id]
		if !ok || slices.Contains(strings.Fields(olds), id) {
			return
		}
		for k := range firsts[i] {
			if x := &firsts[i][k]; x.path == path {
				if c.earlier(x.commit) {
					x.commit = c
				}
				return
			}
		}
		firsts[i] = append(firsts[i], first{path, c})
	}, h.starts()...)
	if err != nil {
		return out, err
	}
	if _, err := h.g.head(ctx); err == nil {
		_, _ = h.g.tree(ctx, "HEAD", func(e entry) error {
			if i, ok := at[e.id]; ok {
				out[i].InHead = true
			}
			return nil
		})
	}
	branches := map[string][]string{}
	for i := range firsts {
		sort.SliceStable(firsts[i], func(a, b int) bool {
			return firsts[i][a].commit.earlier(firsts[i][b].commit)
		})
		for _, x := range firsts[i] {
			id := x.commit.info.id
			b, ok := branches[id]
			if !ok {
				if b, err = h.branches(ctx, id); err != nil {
					return out, err
				}
				branches[id] = b
			}
			out[i].Appearances = append(out[i].Appearances, scanner.Appearance{
				Path: x.path, Origin: originOf(x.commit.info), Committed: time.Unix(x.commit.age, 0), Branches: b,
			})
		}
	}
	if len(h.o.Branches) > 0 { // texts have no path yet
		if err := h.r.addTips(ctx, out); err != nil {
			return out, err
		}
	}
	return out, h.traceTexts(ctx, keys, out)
}

// branches returns the branches that contain a commit, or else the references.
func (h *gitHistory) branches(ctx context.Context, id string) ([]string, error) {
	var out, others []string
	err := h.lines(ctx, func(line []byte) error {
		if b := branchName(string(line)); b != "" {
			out = append(out, b)
		} else {
			others = append(others, string(line))
		}
		return nil
	}, nil, "for-each-ref", "--contains", id, "--format=%(refname)")
	if len(out) == 0 {
		out = others[:min(len(others), maxOthers)]
	}
	return out, err
}

// EnvFiles implements [scanner.History].
func (h *gitHistory) EnvFiles(ctx context.Context) ([]scanner.EnvVersion, error) {
	var list []envFile
	for f := range h.private {
		list = append(list, f)
	}
	return h.r.envVersions(ctx, list)
}

// Tip implements [scanner.History].
func (h *gitHistory) Tip(ctx context.Context) (*rules.Repo, error) { return h.r.tip(ctx) }
