package gitsource

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/envguard/envguard/scanner"
)

// canary means the secret: what is looked for in everything that a
// source yields.
const canary = "canary-of-this-test"

// hookVariable makes the test binary play the hook: it holds the file that the
// hook's findings go to.
const hookVariable = "ENVGUARD_TEST_HOOK"

func TestMain(m *testing.M) {
	if out := os.Getenv(hookVariable); out != "" {
		if err := hook(out); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	made, err := makeFirstCommit()
	if err == nil {
		firstCommits = func() *firstRepo { return made }
	}
	status := m.Run()
	if made != nil {
		os.RemoveAll(made.dir)
	}
	os.Exit(status)
}

// A firstRepo is a repository with one commit, to be copied.
type firstRepo struct {
	dir    string
	files  fs.FS
	config string
}

var firstCommits = func() *firstRepo { return nil }

func makeFirstCommit() (*firstRepo, error) {
	dir, err := os.MkdirTemp("", "first")
	if err != nil {
		return nil, err
	}
	made := &firstRepo{dir: dir, files: os.DirFS(dir)}
	r := &gitRepo{dir: dir}
	if _, err := r.try("init", "-q", "-b", "main"); err != nil {
		return made, err
	}
	config, err := os.ReadFile(filepath.Join(dir, ".git/config"))
	if err != nil {
		return made, err
	}
	made.config = string(config)
	os.RemoveAll(filepath.Join(dir, ".git/hooks"))
	if err := os.Mkdir(filepath.Join(dir, "old"), 0o777); err != nil {
		return made, err
	}
	if err := os.WriteFile(filepath.Join(dir, "old/file.txt"), []byte("one\ntwo\n"), 0o666); err != nil {
		return made, err
	}
	if err := os.WriteFile(filepath.Join(dir, "README"), []byte("hello\n"), 0o666); err != nil {
		return made, err
	}
	if _, err := r.try("add", "."); err != nil {
		return made, err
	}
	_, err = r.try("commit", "-qm", "first")
	return made, err
}

// What a source yielded, in a form that can be compared.
type yielded struct {
	Blobs []string // path, stage, digest of the content
	Skips []string
	Found bool // canary is in it
	Error string
	Desc  scanner.Description
}

// engines are the ways to read that every test goes through.
var engines = []string{"native", "git", ""}

// read reads a source to its end.
func read(src scanner.Source) (y yielded) {
	for b, err := range src.Blobs(context.Background()) {
		var s *scanner.Skip
		switch {
		case errors.As(err, &s):
			y.Skips = append(y.Skips, s.Error())
			continue
		case err != nil:
			y.Error = err.Error()
			return y
		}
		if b.Origin.Kind != scanner.File { // messages.txtar covers them
			continue
		}
		data, err := content(b.Open)
		if err != nil {
			if !errors.As(err, &s) {
				y.Error = "not a Skip: " + err.Error()
				return y
			}
			y.Skips = append(y.Skips, s.Error())
			continue
		}
		y.Blobs = append(y.Blobs, shown(b.Path, b.Stage, data))
		y.Found = y.Found || holdsCanary(data)
	}
	slices.Sort(y.Blobs)
	if d, ok := src.(scanner.Describer); ok {
		y.Desc = d.Describe()
	}
	return y
}

func holdsCanary(data []byte) bool {
	return strings.Contains(strings.ReplaceAll(string(data), "\x00", ""), canary)
}

func shown(path string, stage int, data []byte) string {
	return fmt.Sprintf("%q %d %.12x", path, stage, sha256.Sum256(data))
}

func content(open func() (io.ReadCloser, error)) ([]byte, error) {
	rc, err := open()
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	return io.ReadAll(rc)
}

// hook does what `envguard check` does in a hook, on each engine, and writes
// what it saw. In a receiving repository it reads the new commits instead.
func hook(out string) error {
	var all []yielded
	var revs []string
	if os.Getenv("ENVGUARD_TEST_RECEIVE") != "" {
		in, err := io.ReadAll(os.Stdin)
		if err != nil {
			return err
		}
		for line := range strings.Lines(string(in)) {
			revs = append(revs, strings.Fields(line)[1])
		}
	}
	for _, name := range engines {
		r, err := Open(Options{Engine: name})
		if err != nil {
			return fmt.Errorf("engine %q: %w", name, err)
		}
		if revs == nil {
			all = append(all, read(r.Staged(nil)))
		}
		for _, rev := range revs {
			src, err := r.Revision(rev)
			if err != nil {
				return fmt.Errorf("engine %q: %w", name, err)
			}
			all = append(all, read(src))
		}
		r.Close()
	}
	data, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return os.WriteFile(out, data, 0o666)
}

// installHook makes the test binary a hook of the repository and returns a
// function that reads what it saw the last time, nil if it did not run.
func (r *gitRepo) installHook(gitDir, name string) func() []yielded {
	r.t.Helper()
	exe, err := os.Executable()
	if err != nil {
		r.t.Fatal(err)
	}
	out := filepath.Join(r.t.TempDir(), "out.json")
	receive := ""
	if name == "pre-receive" {
		receive = "ENVGUARD_TEST_RECEIVE=1 "
	}
	script := fmt.Sprintf("#!/bin/sh\n%s%s='%s' exec '%s' -test.run='^$'\n", receive, hookVariable, out, exe)
	if err := os.MkdirAll(filepath.Join(gitDir, "hooks"), 0o777); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(gitDir, "hooks", name), []byte(script), 0o777); err != nil { //nolint:gosec // a hook is a program
		r.t.Fatal(err)
	}
	return func() []yielded {
		r.t.Helper()
		data, err := os.ReadFile(out)
		if err != nil {
			return nil
		}
		os.Remove(out)
		var all []yielded
		if err := json.Unmarshal(data, &all); err != nil {
			r.t.Fatal(err)
		}
		return all
	}
}

// blobsOf are the blobs that git says commit to has and from has not, at their
// paths: what a commit brought.
func (r *gitRepo) blobsOf(from, to string) []string {
	r.t.Helper()
	out := r.git("diff-tree", "-r", "-z", "--no-renames", "--no-abbrev", from, to)
	return r.rawBlobs(out)
}

// rawBlobs turns raw diff output into what yielded has.
func (r *gitRepo) rawBlobs(out string) []string {
	r.t.Helper()
	var paths, ids []string
	fields := strings.Split(out, "\x00")
	for i := 0; i+1 < len(fields); i += 2 {
		f := strings.Fields(fields[i])
		if f[1] == "000000" || f[1] == "160000" {
			continue
		}
		paths, ids = append(paths, fields[i+1]), append(ids, f[3])
	}
	var list []string
	for i, data := range r.contents(ids) {
		list = append(list, shown(paths[i], 0, data))
	}
	slices.Sort(list)
	return list
}

// contents is git's own account of objects' contents.
func (r *gitRepo) contents(ids []string) (list [][]byte) {
	r.t.Helper()
	if len(ids) == 0 {
		return nil
	}
	out := r.run(strings.Join(ids, "\n")+"\n", "git", "--no-replace-objects", "cat-file", "--batch") + "\n"
	for _, id := range ids {
		line, rest, _ := strings.Cut(out, "\n")
		var got, kind string
		var size int
		if n, err := fmt.Sscan(line, &got, &kind, &size); n != 3 || got != id || len(rest) < size {
			r.t.Fatalf("git cat-file: %q: %v", line, err)
		}
		list = append(list, []byte(rest[:size]))
		out = rest[min(size+1, len(rest)):]
	}
	return list
}

// emptyTreeID is the tree without entries in the repository's hash.
func (r *gitRepo) emptyTreeID() string { return r.git("hash-object", "-t", "tree", "/dev/null") }

// wantBlobs are the blobs that the next commit brings, by git's own account:
// write-tree makes the tree that would be committed. The sides of conflicts,
// with which nothing can be committed, are those of ls-files.
func (r *gitRepo) wantBlobs() []string {
	r.t.Helper()
	if unmerged := r.git("ls-files", "-u", "-z", "--", ":/"); unmerged != "" {
		var list, paths, ids []string
		var stages []int
		for e := range strings.SplitSeq(strings.TrimRight(unmerged, "\x00"), "\x00") {
			meta, path, _ := strings.Cut(e, "\t")
			if f := strings.Fields(meta); f[2] != "1" {
				paths, ids, stages = append(paths, path), append(ids, f[1]), append(stages, int(f[2][0]-'0'))
			}
		}
		for i, data := range r.contents(ids) {
			list = append(list, shown(paths[i], stages[i], data))
		}
		list = append(list, r.rawBlobs(r.git("diff-index", "--cached", "-z", "--no-renames", "--no-abbrev", "--diff-filter=AMT", "HEAD"))...)
		slices.Sort(list)
		return list
	}
	// write-tree may write the cache-tree into the index: give it a copy.
	index := r.getenv("GIT_INDEX_FILE")
	if index == "" {
		index = r.git("rev-parse", "--absolute-git-dir") + "/index"
	} else {
		index = absIn(r.git("rev-parse", "--show-toplevel"), index)
	}
	copied := filepath.Join(filepath.Dir(index), "index.of.test")
	data, err := os.ReadFile(index)
	if err != nil && !isAbsent(err) {
		r.t.Fatal(err)
	}
	if err == nil {
		if err := os.WriteFile(copied, data, 0o666); err != nil {
			r.t.Fatal(err)
		}
	}
	defer os.Remove(copied)
	tree := r.at(r.dir, "GIT_INDEX_FILE="+copied).git("write-tree", "--missing-ok")
	head := "HEAD"
	if _, err := r.try("rev-parse", "-q", "--verify", "HEAD"); err != nil {
		head = r.emptyTreeID()
	}
	return r.blobsOf(head, tree)
}

// open opens the repository on one engine.
func (r *gitRepo) open(engine string) *Repo {
	r.t.Helper()
	repo, err := Open(Options{Dir: r.dir, Env: r.getenv, Engine: engine})
	if err != nil {
		r.t.Fatalf("engine %q: %v", engine, err)
	}
	r.t.Cleanup(func() { repo.Close() })
	return repo
}

// at is the same repository seen from another folder or environment.
func (r *gitRepo) at(dir string, env ...string) *gitRepo {
	return &gitRepo{t: r.t, dir: dir, env: append(slices.Clone(r.env), env...)}
}

// needs skips a test when the installed git cannot do something.
func needs(t testing.TB, args ...string) {
	t.Helper()
	r := &gitRepo{t: t, dir: t.TempDir()}
	if _, err := r.try(args...); err != nil {
		t.Skipf("the installed git cannot: %v", strings.SplitN(err.Error(), "\n", 2)[0])
	}
}

// run runs a program with a repository's environment.
func (r *gitRepo) run(stdin string, name string, args ...string) string {
	r.t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = r.dir, gitEnv(r.env...)
	cmd.Stdin = strings.NewReader(stdin)
	out, err := cmd.Output()
	if err != nil {
		r.t.Fatalf("%s %q: %v", name, args, err)
	}
	return strings.TrimSuffix(string(out), "\n")
}

func (r *gitRepo) longAgo() time.Time { return time.Unix(1_500_000_000, 0) }

// checkPlaces holds what is found without git against what git says.
func (r *gitRepo) checkPlaces() {
	r.t.Helper()
	own, git := r.open(""), r.open("git")
	for name, f := range map[string]func(*Repo) string{
		"Top": (*Repo).Top, "GitDir": (*Repo).GitDir, "CommonDir": (*Repo).CommonDir, "Prefix": (*Repo).Prefix, "IndexFile": (*Repo).IndexFile,
	} {
		a, b := f(own), f(git)
		if real, err := filepath.EvalSymlinks(a); err == nil {
			a = real
		}
		if real, err := filepath.EvalSymlinks(b); err == nil {
			b = real
		}
		if a != b {
			r.t.Errorf("%s is %q, git says %q", name, a, b)
		}
	}
}

func TestHooksDir(t *testing.T) {
	t.Parallel()
	r := newGitRepo(t)
	firstCommit(r)
	w := filepath.Join(t.TempDir(), "linked")
	r.git("worktree", "add", "-q", "-b", "wt", w)
	below := r.at(filepath.Join(r.dir, "old"))
	for _, path := range []string{"", ".husky", "/somewhere/hooks", "~/hooks", "../beside"} {
		if path != "" {
			r.git("config", "core.hooksPath", path)
		}
		for _, o := range []*gitRepo{r, below, r.at(w)} {
			top := o.git("rev-parse", "--show-toplevel")
			want := absIn(top, o.at(top).git("rev-parse", "--git-path", "hooks"))
			for _, engine := range engines {
				if got, err := o.open(engine).HooksDir(); err != nil || got != want {
					t.Errorf("engine %q, core.hooksPath %q: %q, %v; git says %q", engine, path, got, err, want)
				}
			}
		}
	}
}
