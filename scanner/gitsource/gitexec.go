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

	diagnose func() string // names what is damaged, if it is set
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
		"GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_SHALLOW_FILE", "GIT_NAMESPACE",
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
		// Grafts would cut off, or make up, a part of the history.
		"GIT_GRAFT_FILE="+os.DevNull,
		"GIT_TERMINAL_PROMPT=0",
		// Nothing is ever fetched: an object that is not here is missing. git
		// before 2.45 does not know the first variable; the second one leaves
		// it no way to reach a remote.
		"GIT_NO_LAZY_FETCH=1",
		"GIT_ALLOW_PROTOCOL=none",
	)
}

// setEnv sets a variable for the processes to come. An empty value unsets it.
func (g *gitRunner) setEnv(key, value string) {
	g.env = slices.DeleteFunc(g.env, func(kv string) bool { return strings.HasPrefix(kv, key+"=") })
	if value != "" { // git takes an empty one for a path
		g.env = append(g.env, key+"="+value)
	}
}

// configure sets a value of git's configuration for the processes to come.
func (g *gitRunner) configure(key, value string) {
	const count = "GIT_CONFIG_COUNT="
	n := 0
	for _, kv := range g.env {
		if v, ok := strings.CutPrefix(kv, count); ok {
			n, _ = strconv.Atoi(v)
		}
	}
	g.env = append(g.env, fmt.Sprintf("GIT_CONFIG_KEY_%d=%s", n, key), fmt.Sprintf("GIT_CONFIG_VALUE_%d=%s", n, value))
	g.setEnv("GIT_CONFIG_COUNT", strconv.Itoa(n+1))
}

// command prepares a git process.
func (g *gitRunner) command(ctx context.Context, args ...string) *gitChild {
	global := []string{
		"--no-pager", "--literal-pathspecs", "--no-optional-locks",
		"-c", "core.quotePath=false", "-c", "core.fsmonitor=false", "-c", "color.ui=false",
	}
	if args[0] == "check-ignore" { // it refuses to run with literal pathspecs
		global[1] = "--no-pager"
	}
	cmd := newChild(ctx, g.exe, append(global, args...)...)
	cmd.Dir, cmd.Env = g.dir, g.env
	switch args[0] {
	case "rev-parse", "symbolic-ref":
		cmd.patience = gitQuickly
	}
	return cmd
}

// A gitError is a git command that failed.
type gitError struct {
	command string
	stderr  string // what is said why
	err     error
}

func (e *gitError) Error() string {
	if e.stderr == "" || errors.Is(e.err, errStalled) {
		return fmt.Sprintf("git %s: %v", e.command, e.err)
	}
	return fmt.Sprintf("git %s: %s", e.command, e.stderr)
}

func (e *gitError) Unwrap() error { return e.err }

// maxReasons is how many lines of a process's complaints are shown.
const maxReasons = 4

// firstLine returns the lines of stderr that say why, as one: the first ones
// with "fatal:" or "error:", or else the very first. An object's name is often
// in one line, and what is wrong with it in another.
func firstLine(stderr []byte) string {
	lines := strings.Split(strings.TrimSpace(string(stderr)), "\n")
	var why []string
	for i, l := range lines {
		if strings.HasPrefix(l, "fatal: ") || strings.HasPrefix(l, "error: ") {
			if strings.HasSuffix(l, ":") && i+1 < len(lines) {
				l += " " + strings.TrimSpace(lines[i+1]) // what it is about
			}
			if !slices.Contains(why, l) && len(why) < maxReasons {
				why = append(why, l)
			}
		}
	}
	if len(why) == 0 {
		return lines[0]
	}
	return strings.Join(why, "; ")
}

// maxComplaint is how much of a process's standard error is kept.
const maxComplaint = 16 << 10

// A headBuffer keeps the beginning of the data written to it: a process that
// prints errors without end must not fill the memory.
type headBuffer struct{ b bytes.Buffer }

func (t *headBuffer) Write(p []byte) (int, error) {
	if room := maxComplaint - t.b.Len(); room > 0 {
		t.b.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// output runs git and returns what it prints.
func (g *gitRunner) output(ctx context.Context, args ...string) ([]byte, error) {
	cmd := g.command(ctx, args...)
	var out bytes.Buffer
	var stderr headBuffer
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
	e := &gitError{command: args[0], stderr: firstLine(stderr), err: err}
	if g.diagnose != nil && e.stderr != "" {
		if what := g.diagnose(); what != "" {
			e.stderr += "; " + what
		}
	}
	return e
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
	return g.recordsFrom(ctx, nil, f, args...)
}

// recordsFrom is records for a command that reads standard input.
func (g *gitRunner) recordsFrom(ctx context.Context, in io.Reader, f func(rec []byte) error, args ...string) error {
	_, err := g.recordsAndWarnings(ctx, in, f, args...)
	return err
}

// recordsAndWarnings is records for commands that complain and go on. It
// returns the complaints, or the first 16 KiB of them.
func (g *gitRunner) recordsAndWarnings(ctx context.Context, in io.Reader, f func(rec []byte) error, args ...string) (string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := g.command(ctx, args...)
	var stderr headBuffer
	cmd.Stdin, cmd.Stderr = in, &stderr
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
		if err := cmd.Wait(); errors.Is(err, errStalled) {
			readErr = err
		}
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
	return stderr.b.String(), nil
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
