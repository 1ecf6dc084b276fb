package gitsource

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// errNoGit is returned when the git executable is needed and not there.
var errNoGit = errors.New("the git executable was not found (hint: install git, or put it on PATH)")

// A gitRunner runs plumbing commands of the git executable. Every user setting
// that could change their output or make them run something else is turned
// off; what says which repository is meant is kept.
type gitRunner struct {
	exe string
	dir string
	env []string
}

// newRunner returns a runner that works in dir. env answers for the variables
// that say which repository is meant.
func newRunner(dir string, env func(string) string) (*gitRunner, error) {
	exe, err := exec.LookPath("git")
	if err != nil {
		return nil, fmt.Errorf("%w: %v", errNoGit, err)
	}
	return &gitRunner{exe: exe, dir: dir, env: gitEnviron(env)}, nil
}

// gitEnviron is the environment of a git process.
func gitEnviron(env func(string) string) []string {
	var out []string
	for _, kv := range os.Environ() {
		key, _, _ := strings.Cut(kv, "=")
		up := strings.ToUpper(key)
		if strings.HasPrefix(up, "GIT_") || strings.HasPrefix(up, "LC_") || up == "LANG" || up == "LANGUAGE" ||
			up == "HOME" || up == "XDG_CONFIG_HOME" {
			continue
		}
		out = append(out, kv)
	}
	pass := func(key string) {
		if v := env(key); v != "" {
			out = append(out, key+"="+v)
		}
	}
	// What says which repository, index, object store and configuration is
	// meant is kept. The configuration is part of it: safe.directory and the
	// extensions of `git -c` live there.
	for _, key := range []string{
		"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
		"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH", "GIT_CEILING_DIRECTORIES",
		"GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE", "GIT_NAMESPACE",
		"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_PARAMETERS",
		"GIT_CONFIG_COUNT", "GIT_EXEC_PATH", "HOME", "XDG_CONFIG_HOME",
	} {
		pass(key)
	}
	if n, err := strconv.Atoi(env("GIT_CONFIG_COUNT")); err == nil {
		for i := range min(n, 1<<16) {
			// An empty value is a value here.
			out = append(out, fmt.Sprintf("GIT_CONFIG_KEY_%d=%s", i, env(fmt.Sprintf("GIT_CONFIG_KEY_%d", i))),
				fmt.Sprintf("GIT_CONFIG_VALUE_%d=%s", i, env(fmt.Sprintf("GIT_CONFIG_VALUE_%d", i))))
		}
	}
	return append(out,
		"LC_ALL=C",
		"GIT_OPTIONAL_LOCKS=0",
		"GIT_NO_REPLACE_OBJECTS=1",
		"GIT_TERMINAL_PROMPT=0",
		// Nothing is ever fetched: an object that is not here is missing. git
		// before 2.45 does not know the first variable; the second one leaves
		// it no way to reach a remote.
		"GIT_NO_LAZY_FETCH=1",
		"GIT_ALLOW_PROTOCOL=none",
	)
}

// setEnv sets a variable for the processes to come.
func (g *gitRunner) setEnv(key, value string) {
	g.env = slices.DeleteFunc(g.env, func(kv string) bool { return strings.HasPrefix(kv, key+"=") })
	g.env = append(g.env, key+"="+value)
}

// command prepares a git process.
func (g *gitRunner) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, g.exe, append([]string{
		"--no-pager", "--literal-pathspecs", "--no-optional-locks",
		"-c", "core.quotePath=false", "-c", "core.fsmonitor=false", "-c", "color.ui=false",
	}, args...)...)
	cmd.Dir, cmd.Env = g.dir, g.env
	return cmd
}

// A gitError is a git command that failed.
type gitError struct {
	command string
	stderr  string // its first line
	err     error
}

func (e *gitError) Error() string {
	if e.stderr == "" {
		return fmt.Sprintf("git %s: %v", e.command, e.err)
	}
	return fmt.Sprintf("git %s: %s", e.command, e.stderr)
}

func (e *gitError) Unwrap() error { return e.err }

// firstLine returns the line of stderr that says why: the first "fatal:" or
// "error:" one, or else the first.
func firstLine(stderr []byte) string {
	lines := strings.Split(strings.TrimSpace(string(stderr)), "\n")
	for _, l := range lines {
		if strings.HasPrefix(l, "fatal: ") || strings.HasPrefix(l, "error: ") {
			return l
		}
	}
	return lines[0]
}

// A tailBuffer keeps the beginning of what is written to it: a process that
// complains without end must not fill the memory.
type tailBuffer struct{ b bytes.Buffer }

func (t *tailBuffer) Write(p []byte) (int, error) {
	if room := 16<<10 - t.b.Len(); room > 0 {
		t.b.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// output runs git and returns what it prints.
func (g *gitRunner) output(ctx context.Context, args ...string) ([]byte, error) {
	cmd := g.command(ctx, args...)
	var out bytes.Buffer
	var stderr tailBuffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	if err := cmd.Run(); err != nil {
		return nil, g.failed(ctx, args, stderr.b.Bytes(), err)
	}
	return out.Bytes(), nil
}

func (g *gitRunner) failed(ctx context.Context, args []string, stderr []byte, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return &gitError{command: args[0], stderr: firstLine(stderr), err: err}
}

// line runs git and returns the one line that it prints. The line may hold
// line breaks: only the last one is git's.
func (g *gitRunner) line(ctx context.Context, args ...string) (string, error) {
	out, err := g.output(ctx, args...)
	if err != nil {
		return "", err
	}
	s := strings.TrimSuffix(string(out), "\n")
	return strings.TrimSuffix(s, "\r"), nil
}

// records runs git and calls f for each NUL-terminated record of its output.
// It fails if git fails or its last record is incomplete, also when f has seen
// records by then.
func (g *gitRunner) records(ctx context.Context, f func(rec []byte) error, args ...string) error {
	_, err := g.recordsAndWarnings(ctx, f, args...)
	return err
}

// recordsAndWarnings is records for commands that complain and go on. It
// returns the first complaint.
func (g *gitRunner) recordsAndWarnings(ctx context.Context, f func(rec []byte) error, args ...string) (string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := g.command(ctx, args...)
	var stderr tailBuffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return "", fmt.Errorf("git %s: %w", args[0], err)
	}
	if err := cmd.Start(); err != nil {
		return "", fmt.Errorf("git %s: %w", args[0], err)
	}
	readErr := splitRecords(stdout, f)
	if readErr != nil {
		cancel() // git may still be writing; nobody reads it any more
		cmd.Wait()
		if _, ok := readErr.(*callbackError); ok {
			return "", errors.Unwrap(readErr)
		}
		if e := ctx.Err(); e != nil && stderr.b.Len() == 0 {
			return "", fmt.Errorf("git %s: %w", args[0], readErr)
		}
		return "", g.failed(context.Background(), args, stderr.b.Bytes(), readErr)
	}
	if err := cmd.Wait(); err != nil {
		return "", g.failed(ctx, args, stderr.b.Bytes(), err)
	}
	return firstLine(stderr.b.Bytes()), nil
}

// A callbackError marks the caller's own error among those of reading.
type callbackError struct{ error }

func (e *callbackError) Unwrap() error { return e.error }

// splitRecords calls f for each NUL-terminated record of r.
func splitRecords(r io.Reader, f func([]byte) error) error {
	br := bufio.NewReaderSize(r, 64<<10)
	var long []byte
	for {
		part, err := br.ReadSlice(0)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			long = append(long, part...)
			continue
		case err == io.EOF && len(part)+len(long) == 0:
			return nil
		case err == io.EOF:
			return io.ErrUnexpectedEOF
		case err != nil:
			return err
		}
		if len(long) > 0 {
			part = append(long, part...)
			long = long[:0]
		}
		if err := f(part[:len(part)-1]); err != nil {
			return &callbackError{err}
		}
	}
}

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
	dir := at.workTree
	if dir == "" {
		dir = at.gitDir
	}
	run, err := newRunner(dir, at.env)
	if err != nil {
		return nil, err
	}
	// The commands run in the top folder, where git itself goes before it
	// looks at relative names; what is relative to the current folder has to
	// be made absolute for that. Variables that are not set stay unset: a
	// repository that git finds by itself is held against safe.directory.
	if at.env("GIT_DIR") != "" {
		run.setEnv("GIT_DIR", at.gitDir)
		if at.workTree != "" {
			run.setEnv("GIT_WORK_TREE", at.workTree)
		}
	} else if at.workTree != "" && (at.env("GIT_WORK_TREE") != "" || !exists(filepath.Join(at.workTree, ".git"))) {
		// The work tree lies elsewhere, git would not find its way back.
		run.setEnv("GIT_DIR", at.gitDir)
		run.setEnv("GIT_WORK_TREE", at.workTree)
	}
	if at.env("GIT_COMMON_DIR") != "" {
		run.setEnv("GIT_COMMON_DIR", at.commonDir)
	}
	if at.env("GIT_INDEX_FILE") != "" {
		run.setEnv("GIT_INDEX_FILE", at.indexFile)
	}
	g := &gitEngine{gitRunner: run}
	g.pool.git = g
	format, err := g.line(context.Background(), "rev-parse", "--show-object-format")
	if err != nil {
		return nil, notRepository(err)
	}
	switch format {
	case "sha1":
	case "sha256":
		g.sha256 = true
	default:
		return nil, fmt.Errorf("reading the repository: unknown object format %q", format)
	}
	return g, nil
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
	// for-each-ref tells a branch that is not born from one that is broken:
	// only the latter makes it complain.
	args := []string{"for-each-ref", "--format=%(objectname)", "--", ref}
	cmd := g.command(ctx, args...)
	var out bytes.Buffer
	var stderr tailBuffer
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

func (g *gitEngine) staged(ctx context.Context) ([]change, error) {
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
// ignored as a whole, is one path with a slash at its end.
func (g *gitEngine) untracked(ctx context.Context, ignored bool, f func(path string) error) (warnings string, err error) {
	args := []string{"ls-files", "-o", "--exclude-standard", "-z", "--full-name"}
	if ignored {
		args = append(args, "-i", "--directory")
	}
	warnings, err = g.recordsAndWarnings(ctx, func(rec []byte) error { return f(string(rec)) }, args...)
	if err != nil {
		return "", fmt.Errorf("listing untracked files: %w", err)
	}
	return warnings, nil
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
	if rev == "" || rev[0] == '-' {
		return commitInfo{}, fmt.Errorf("revision %q: not the name of a commit", rev)
	}
	id, err := g.line(ctx, "rev-parse", "--verify", "--quiet", rev+"^{commit}")
	if err != nil {
		return commitInfo{}, unknownRevision(rev, err)
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

// unknownRevision is the error for a name that stands for no commit.
func unknownRevision(rev string, err error) error {
	return fmt.Errorf("revision %q: no such commit here (hint: git rev-parse %s says what git makes of it; a shallow clone lacks old commits): %w", rev, rev, err)
}

// parseCommit reads the author from a commit's header. A strange header
// leaves the fields empty: it hides no content.
func parseCommit(id string, raw []byte) commitInfo {
	info := commitInfo{id: id}
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

// gitLocate asks git where the repository is that dir belongs to.
func gitLocate(dir string, env func(string) string) (*location, error) {
	ctx := context.Background()
	dir, err := filepath.Abs(dir)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		return nil, fmt.Errorf("finding the repository: %w", err)
	}
	run, err := newRunner(dir, env)
	if err != nil {
		return nil, err
	}
	at := &location{dir: dir, env: env}
	base := dir
	// One question for everything, if there is a work tree and no path has a
	// line break in it.
	all, err := run.line(ctx, "rev-parse", "--absolute-git-dir", "--git-common-dir", "--show-toplevel")
	if parts := strings.Split(all, "\n"); err == nil && len(parts) == 3 {
		at.gitDir, at.commonDir, at.workTree = parts[0], parts[1], parts[2]
	} else {
		if at.gitDir, err = run.line(ctx, "rev-parse", "--absolute-git-dir"); err != nil {
			return nil, notRepository(err)
		}
		if at.commonDir, err = run.line(ctx, "rev-parse", "--git-common-dir"); err != nil {
			return nil, notRepository(err)
		}
		// In a bare repository and inside the git directory there is no work
		// tree; git says so by failing.
		if at.workTree, err = run.line(ctx, "rev-parse", "--show-toplevel"); err != nil {
			at.workTree = ""
		}
	}
	at.gitDir, at.commonDir = filepath.FromSlash(at.gitDir), absIn(dir, at.commonDir)
	if at.workTree != "" {
		at.workTree = filepath.FromSlash(at.workTree)
		base = at.workTree
		at.prefix = prefixBelow(at.workTree, dir)
	}
	at.bare = at.workTree == ""
	// A relative GIT_INDEX_FILE is relative to where git goes, not to where
	// it was started.
	at.indexFile = filepath.Join(at.gitDir, "index")
	if index := env("GIT_INDEX_FILE"); index != "" {
		at.indexFile = absIn(base, index)
	}
	if err := at.readLocalConfig(); err != nil {
		return nil, err
	}
	return at, nil
}

// absIn returns path as seen from dir.
func absIn(dir, path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(dir, path)
}

// notRepository marks the errors by which git says that there is none.
func notRepository(err error) error {
	var ge *gitError
	if errors.As(err, &ge) && strings.Contains(ge.stderr, "not a git repository") {
		return fmt.Errorf("%w (git says: %s)", ErrNotRepository, ge.stderr)
	}
	if errors.As(err, &ge) && strings.Contains(ge.stderr, "dubious ownership") {
		return fmt.Errorf("opening the repository: %w (hint: it belongs to another user; git config --global --add safe.directory DIR permits it)", err)
	}
	return fmt.Errorf("opening the repository: %w", err)
}
