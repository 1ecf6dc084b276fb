package gitsource

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// parseMode reads an octal file mode.
func parseMode(b []byte) (uint32, error) {
	m, err := strconv.ParseUint(string(b), 8, 32)
	return uint32(m), err
}

// zeroID reports whether an id consists of zeros, git's way to say "none".
func zeroID(id string) bool { return strings.Trim(id, "0") == "" }

// A gitEngine reads a repository through the git executable.
type gitEngine struct {
	*gitRunner
	at     *location
	index  string
	sha256 bool
	pool   catPool
}

// Ids of the objects without content; git knows the trees without storing them.
const (
	emptyTree1     = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
	emptyTree256   = "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
	emptyBlob1     = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
	emptyBlob256   = "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813"
	modeTree       = 0o40000
	modeLink       = 0o120000
	modeSubmodule  = 0o160000
	modeTypeMask   = 0o170000
	maxArgumentLen = 24 << 10 // of the paths on one command line; Windows allows 32 KiB in all
)

func (g *gitEngine) emptyTree() string {
	if g.sha256 {
		return emptyTree256
	}
	return emptyTree1
}

func (g *gitEngine) emptyBlob() string {
	if g.sha256 {
		return emptyBlob256
	}
	return emptyBlob1
}

func (g *gitEngine) name() string { return "git" }

func (g *gitEngine) close() error { return g.pool.close() }

// openGit returns the git engine for a repository that was found before.
func openGit(at *location) (*gitEngine, error) {
	run, err := newRunner(at.dir, at.env)
	if err != nil {
		return nil, err
	}
	if err := checkFiles(at); err != nil {
		return nil, err
	}
	// git first finds the repository by itself: that is when it refuses one that
	// belongs to someone else. All later commands name the one that is meant, as
	// git would find another if core.worktree leads to a folder with its own .git.
	found, err := run.line(context.Background(), "rev-parse", "--absolute-git-dir", "--show-object-format")
	if err != nil {
		return nil, notRepository(err)
	}
	dir, format, _ := cutLast(found, "\n")
	if !sameFolder(dir, at.gitDir) {
		return nil, fmt.Errorf("opening the repository: git reads %s where %s was found (hint: set GIT_DIR to the one that is meant)", dir, at.gitDir)
	}
	run.pin(at)
	g := &gitEngine{gitRunner: run, at: at, index: at.indexFile}
	run.diagnose = sync.OnceValue(g.diagnose)
	g.pool.git = g
	switch format {
	case "sha1":
	case "sha256":
		g.sha256 = true
	default:
		return nil, fmt.Errorf("reading the repository: unknown object format %q", format)
	}
	return g, nil
}

// pin names the repository in the environment of the commands to come, and has them
// run at its top.
func (g *gitRunner) pin(at *location) {
	g.dir = at.gitDir
	g.setEnv("GIT_DIR", at.gitDir)
	g.setEnv("GIT_INDEX_FILE", at.indexFile)
	g.setEnv("GIT_WORK_TREE", "")
	if at.workTree != "" {
		g.dir = at.workTree
		g.setEnv("GIT_WORK_TREE", at.workTree)
		// In a bare repository git would take the current folder for a work tree.
		g.setEnv("GIT_COMMON_DIR", at.commonDir)
	}
}

// sameFolder reports whether two paths lead to one folder.
func sameFolder(a, b string) bool {
	if filepath.Clean(filepath.FromSlash(a)) == b {
		return true
	}
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// cutLast is [strings.Cut] at the last separator.
func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// head returns the id of HEAD's commit, or of the empty tree before the first
// commit. A HEAD that is there but cannot be read is an error.
func (g *gitEngine) head(ctx context.Context) (string, error) {
	id, err := g.line(ctx, "rev-parse", "--verify", "--quiet", "HEAD")
	if err == nil {
		return id, nil
	}
	ref, symErr := g.line(ctx, "symbolic-ref", "--quiet", "HEAD")
	if symErr != nil {
		return "", fmt.Errorf("reading HEAD: %w", err)
	}
	// for-each-ref says a branch that is not born from one that is broken:
	// only the latter makes it complain.
	args := []string{"for-each-ref", "--format=%(objectname)", "--", ref}
	cmd := g.command(ctx, args...)
	var out bytes.Buffer
	var stderr headBuffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("reading HEAD: %w", g.failed(ctx, args, stderr.b.Bytes(), err))
	}
	if out.Len() > 0 || stderr.b.Len() > 0 {
		return "", fmt.Errorf("reading HEAD: %s is broken: %s", ref, firstLine(stderr.b.Bytes()))
	}
	return g.emptyTree(), nil
}

// diffIndex calls f for each entry of the index that differs from a tree.
func (g *gitEngine) diffIndex(ctx context.Context, tree, ita string, f func(c change, status byte) error) error {
	var c change
	var status byte
	inPath := false
	err := g.records(ctx, func(rec []byte) error {
		if inPath {
			inPath = false
			c.path = string(rec)
			return f(c, status)
		}
		inPath = true
		fields := bytes.Fields(rec)
		if len(fields) != 5 || len(rec) == 0 || rec[0] != ':' || len(fields[4]) == 0 {
			return fmt.Errorf("git diff-index: cannot make out its output")
		}
		var err1, err2 error
		c = change{oldID: string(fields[2])}
		c.id = string(fields[3])
		c.oldMode, err1 = parseMode(fields[0][1:])
		c.mode, err2 = parseMode(fields[1])
		if err1 != nil || err2 != nil {
			return fmt.Errorf("git diff-index: cannot make out its output")
		}
		if zeroID(c.oldID) {
			c.oldID = ""
		}
		if zeroID(c.id) {
			c.id = ""
		}
		status = fields[4][0]
		return nil
	}, "diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-ext-diff", "--no-textconv",
		"--no-color", "--no-relative", "--ignore-submodules=none", "--no-abbrev", ita, tree, "--")
	if err == nil && inPath {
		err = fmt.Errorf("git diff-index: %w", io.ErrUnexpectedEOF)
	}
	return err
}

const (
	itaVisible   = "--ita-visible-in-index"
	itaInvisible = "--ita-invisible-in-index"
)

// checkIndex verifies the index's checksum, which git does not do when it
// reads: an index that was cut short gives it fewer or other entries and no
// error. A checksum of zeros means that there is none (index.skipHash).
func (g *gitEngine) checkIndex() error {
	f, err := openPlain(g.index)
	if err != nil {
		if isAbsent(err) {
			return nil // nothing is staged
		}
		return fmt.Errorf("reading the index: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("reading the index: %w", err)
	}
	sum := g.newHash()
	body := info.Size() - int64(sum.Size())
	if body < 12 {
		return fmt.Errorf("reading the index: %s is damaged: too short (hint: git reset makes a new one)", g.index)
	}
	if _, err := io.CopyN(sum, f, body); err != nil {
		return fmt.Errorf("reading the index: %w", err)
	}
	want := make([]byte, sum.Size())
	if _, err := io.ReadFull(f, want); err != nil {
		return fmt.Errorf("reading the index: %w", err)
	}
	if !bytes.Equal(want, make([]byte, len(want))) && !bytes.Equal(want, sum.Sum(nil)) {
		return fmt.Errorf("reading the index: %s is damaged: its checksum is wrong (hint: git reset makes a new one)", g.index)
	}
	return nil
}

func (g *gitEngine) staged(ctx context.Context) ([]change, error) {
	if err := g.checkIndex(); err != nil {
		return nil, err
	}
	head, err := g.head(ctx)
	if err != nil {
		return nil, err
	}
	var out []change
	var unmerged []string
	empty := map[string]int{} // where an entry may be a mere intention to add
	err = g.diffIndex(ctx, head, itaVisible, func(c change, status byte) error {
		if status == 'U' {
			unmerged = append(unmerged, c.path)
			return nil
		}
		if c.id == g.emptyBlob() {
			empty[c.path] = len(out)
		}
		out = append(out, c)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("comparing the index with HEAD: %w", err)
	}
	if len(empty) > 0 {
		// An intention to add looks like an empty file, except to this option.
		real := map[string]bool{}
		err := g.diffIndex(ctx, head, itaInvisible, func(c change, status byte) error {
			if c.id == g.emptyBlob() {
				real[c.path] = true
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("comparing the index with HEAD: %w", err)
		}
		for path, i := range empty {
			out[i].intentToAdd = !real[path]
		}
	}
	if len(unmerged) > 0 {
		out = slices.DeleteFunc(out, func(c change) bool { return slices.Contains(unmerged, c.path) })
		old := map[string]entry{}
		entries, err := g.headEntries(ctx, unmerged)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			old[e.path] = e
		}
		err = g.lsFiles(ctx, func(e entry) error {
			if e.stage > 0 {
				o := old[e.path]
				out = append(out, change{entry: e, oldID: o.id, oldMode: o.mode})
			}
			return nil
		}, "-u")
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(out, func(a, b change) int {
		if c := strings.Compare(a.path, b.path); c != 0 {
			return c
		}
		return a.stage - b.stage
	})
	return out, nil
}

// lsFiles calls f for each entry of the index.
func (g *gitEngine) lsFiles(ctx context.Context, f func(entry) error, args ...string) error {
	err := g.records(ctx, func(rec []byte) error {
		// H 100644 <id> <stage>\t<path>
		meta, path, ok := bytes.Cut(rec, []byte{'\t'})
		fields := bytes.Fields(meta)
		if !ok || len(fields) != 4 || len(fields[0]) != 1 || len(fields[3]) != 1 {
			return fmt.Errorf("git ls-files: cannot make out its output")
		}
		mode, err := parseMode(fields[1])
		if err != nil {
			return fmt.Errorf("git ls-files: cannot make out its output")
		}
		return f(entry{
			path: string(path), id: string(fields[2]), mode: mode,
			stage: int(fields[3][0] - '0'), skipWorktree: fields[0][0] == 'S',
		})
	}, append([]string{"ls-files", "-s", "-t", "-z", "--full-name"}, args...)...)
	if err != nil {
		return fmt.Errorf("reading the index: %w", err)
	}
	return nil
}

func (g *gitEngine) tracked(ctx context.Context, f func(entry) error) error {
	if err := g.checkIndex(); err != nil {
		return err
	}
	// Whether an empty file is an intention to add is only known to
	// diff-index, which is asked when the first one is met.
	var real map[string]bool
	return g.lsFiles(ctx, func(e entry) error {
		if e.id == g.emptyBlob() && e.stage == 0 {
			if real == nil {
				real = map[string]bool{}
				err := g.diffIndex(ctx, g.emptyTree(), itaInvisible, func(c change, _ byte) error {
					if c.id == g.emptyBlob() {
						real[c.path] = true
					}
					return nil
				})
				if err != nil {
					return err
				}
			}
			e.intentToAdd = !real[e.path]
		}
		return f(e)
	})
}

// untracked calls f for each file of the work tree that is not tracked and not
// ignored, or that is ignored. A nested repository, and a folder that is
// ignored as a whole, is one path with a slash at its end. incomplete says why
// there may be more.
func (g *gitEngine) untracked(ctx context.Context, ignored bool, f func(path string) error) (incomplete string, err error) {
	args := []string{"ls-files", "-o", "--exclude-standard", "-z", "--full-name"}
	if ignored {
		args = append(args, "-i", "--directory")
	}
	said, err := g.recordsAndWarnings(ctx, nil, func(rec []byte) error { return f(string(rec)) }, args...)
	if err != nil {
		return "", fmt.Errorf("listing untracked files: %w", err)
	}
	// A folder that it cannot list is a mere warning to git. Others, about
	// ignore files that it does not read, make the list longer, not shorter.
	for line := range strings.Lines(said) {
		if strings.Contains(line, "could not open directory") {
			return strings.TrimSpace(line), nil
		}
	}
	if len(said) == maxComplaint {
		return firstLine([]byte(said)), nil
	}
	return "", nil
}

func (g *gitEngine) headEntries(ctx context.Context, paths []string) ([]entry, error) {
	out := make([]entry, len(paths))
	at := make(map[string][]int, len(paths))
	for i, p := range paths {
		out[i].path = p
		at[p] = append(at[p], i)
	}
	if len(paths) == 0 {
		return out, nil
	}
	head, err := g.head(ctx)
	if err != nil {
		return nil, err
	}
	if head == g.emptyTree() {
		return out, nil
	}
	for len(paths) > 0 {
		args := []string{"ls-tree", "-z", "--full-tree", head, "--"}
		n, size := 0, 0
		for n < len(paths) && (n == 0 || size+len(paths[n]) < maxArgumentLen) {
			size += len(paths[n]) + 3
			args = append(args, paths[n])
			n++
		}
		paths = paths[n:]
		err := g.lsTree(ctx, func(e entry) error {
			if e.mode != modeTree {
				for _, i := range at[e.path] {
					out[i] = e
				}
			}
			return nil
		}, args...)
		if err != nil {
			return nil, fmt.Errorf("reading HEAD's tree: %w", err)
		}
	}
	return out, nil
}

func (g *gitEngine) lsTree(ctx context.Context, f func(entry) error, args ...string) error {
	return g.records(ctx, func(rec []byte) error {
		// 100644 blob <id>\t<path>
		meta, path, ok := bytes.Cut(rec, []byte{'\t'})
		fields := bytes.Fields(meta)
		if !ok || len(fields) != 3 {
			return fmt.Errorf("git ls-tree: cannot make out its output")
		}
		mode, err := parseMode(fields[0])
		if err != nil {
			return fmt.Errorf("git ls-tree: cannot make out its output")
		}
		return f(entry{path: string(path), id: string(fields[2]), mode: mode})
	}, args...)
}

func (g *gitEngine) tree(ctx context.Context, rev string, f func(entry) error) (commitInfo, error) {
	id, err := g.commit(ctx, rev)
	if err != nil {
		return commitInfo{}, err
	}
	raw, err := g.output(ctx, "cat-file", "commit", id)
	if err != nil {
		return commitInfo{}, fmt.Errorf("reading commit %s: %w", id, err)
	}
	info := parseCommit(id, raw)
	if err := g.lsTree(ctx, f, "ls-tree", "-r", "-z", "--full-tree", id); err != nil {
		return info, fmt.Errorf("reading the tree of commit %s: %w", id, err)
	}
	return info, nil
}

// commit resolves a revision to the id of a commit. The error wraps
// ErrUnknownRevision only if nothing says that the revision is here and cannot
// be read.
func (g *gitEngine) commit(ctx context.Context, rev string) (string, error) {
	if rev == "" || rev[0] == '-' {
		return "", fmt.Errorf("revision %q: %w: it is not the name of a commit", rev, ErrUnknownRevision)
	}
	id, err := g.line(ctx, "rev-parse", "--verify", "--quiet", rev+"^{commit}")
	if err == nil || ctx.Err() != nil {
		return id, err
	}
	if complains(err) {
		return "", fmt.Errorf("revision %q: %w", rev, err)
	}
	// git reports no error for a missing name or a history that ends early. Look
	// for both.
	base := rev
	if i := strings.IndexAny(rev, "^~"); i >= 0 {
		base = rev[:i]
	}
	id, berr := g.line(ctx, "rev-parse", "--verify", "--quiet", base)
	if berr != nil {
		if complains(berr) {
			return "", fmt.Errorf("revision %q: %w", rev, berr)
		}
		if g.hasFile(base) {
			return "", fmt.Errorf("revision %q: reference %s is damaged", rev, base)
		}
		return "", unknownRevision(rev, err)
	}
	kind, kerr := g.line(ctx, "cat-file", "-t", id)
	if kerr != nil && id == strings.ToLower(base) && strings.HasSuffix(kerr.Error(), "could not get object info") {
		return "", unknownRevision(rev, err) // an id that is not here
	}
	if kerr != nil {
		return "", fmt.Errorf("revision %q: object %s: %w", rev, id, kerr)
	}
	if verr := g.verify(ctx, id); verr != nil {
		return "", fmt.Errorf("revision %q: %w", rev, verr)
	}
	if kind == "commit" || kind == "tag" {
		if _, werr := g.output(ctx, "rev-list", "--max-count=10000", base, "--"); werr != nil {
			return "", fmt.Errorf("revision %q: %w", rev, werr)
		}
	}
	return "", unknownRevision(rev, err)
}

// complains reports whether git has said what is wrong, or did not end by
// itself. What it says of short ids and types is about the revision.
func complains(err error) bool {
	var ge *gitError
	if !errors.As(err, &ge) || errors.Is(err, errStalled) {
		return true
	}
	if strings.Contains(ge.stderr, "ambiguous") || strings.Contains(ge.stderr, "expected commit type") {
		return false
	}
	return strings.Contains(ge.stderr, "error: ") || strings.Contains(ge.stderr, "fatal: ") || strings.Contains(ge.stderr, "warning: ")
}

// unknownRevision is the error for a name that means no commit.
func unknownRevision(rev string, err error) error {
	return fmt.Errorf("revision %q: %w: %w", rev, ErrUnknownRevision, err)
}

// parseCommit reads the author from a commit's header. A strange header
// leaves the fields empty: it hides no content.
func parseCommit(id string, raw []byte) commitInfo {
	info := commitInfo{id: id, committed: committed(raw)}
	for line := range bytes.Lines(raw) {
		if len(line) <= 1 {
			break
		}
		rest, ok := bytes.CutPrefix(line, []byte("author "))
		if !ok {
			continue
		}
		end := bytes.LastIndexByte(rest, '>')
		if end < 0 {
			break
		}
		info.author = strings.ToValidUTF8(string(rest[:end+1]), "\uFFFD")
		if fields := bytes.Fields(rest[end+1:]); len(fields) > 0 {
			info.when, _ = strconv.ParseInt(string(fields[0]), 10, 64)
		}
		break
	}
	return info
}
