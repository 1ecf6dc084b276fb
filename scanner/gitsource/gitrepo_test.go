package gitsource

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A gitRepo is a repository that real git makes for a test.
type gitRepo struct {
	t   testing.TB
	dir string
	env []string
}

func newGitRepo(t testing.TB, args ...string) *gitRepo {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	r := &gitRepo{t: t, dir: t.TempDir()}
	if real, err := filepath.EvalSymlinks(r.dir); err == nil {
		r.dir = real
	}
	r.git(append([]string{"init", "-q", "-b", "main"}, args...)...)
	return r
}

// gitEnv is an environment without any user's settings.
func gitEnv(extra ...string) []string {
	var env []string
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "GIT_") {
			env = append(env, kv)
		}
	}
	return append(append(env,
		"GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null",
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_AUTHOR_DATE=1700000000 +0000",
		"GIT_COMMITTER_NAME=c", "GIT_COMMITTER_EMAIL=c@example.com", "GIT_COMMITTER_DATE=1700000000 +0000",
	), extra...)
}

func (r *gitRepo) try(args ...string) ([]byte, error) {
	cmd := exec.Command("git", args...)
	cmd.Dir = r.dir
	cmd.Env = gitEnv(r.env...)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	if err := cmd.Run(); err != nil {
		return out.Bytes(), fmt.Errorf("git %q: %w\n%s", args, err, errOut.Bytes())
	}
	return out.Bytes(), nil
}

func (r *gitRepo) git(args ...string) string {
	r.t.Helper()
	out, err := r.try(args...)
	if err != nil {
		r.t.Fatal(err)
	}
	return strings.TrimRight(string(out), "\n")
}

func (r *gitRepo) write(path, content string) {
	r.t.Helper()
	full := filepath.Join(r.dir, path)
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(content), 0o666); err != nil {
		r.t.Fatal(err)
	}
}

// native opens the repository with the native engine.
func (r *gitRepo) native() *native {
	r.t.Helper()
	n, err := r.tryNative()
	if err != nil {
		r.t.Fatal(err)
	}
	return n
}

func (r *gitRepo) tryNative() (*native, error) {
	loc, err := discover(r.dir, r.getenv)
	if err != nil {
		return nil, err
	}
	e, err := openNative(loc)
	if err != nil {
		return nil, err
	}
	r.t.Cleanup(func() { e.close() })
	return e.(*native), nil
}

func (r *gitRepo) getenv(key string) string {
	for _, kv := range slices.Backward(gitEnv(r.env...)) {
		if k, v, _ := strings.Cut(kv, "="); k == key {
			return v
		}
	}
	return ""
}

// wantStaged is what staged must return, by git's own account.
func (r *gitRepo) wantStaged() []string {
	r.t.Helper()
	head := "HEAD"
	args := []string{"diff-index", "--cached", "--raw", "-z", "--no-renames", "--abbrev=40", "--ita-visible-in-index"}
	out, err := r.try(append(args, head)...)
	if err != nil { // before the first commit
		head = r.git("hash-object", "-t", "tree", "/dev/null")
		out = []byte(r.git(append(args, head)...))
	}
	unmerged := map[string]bool{}
	var want []string
	raw := strings.Split(string(out), "\x00")
	for i := 0; i+1 < len(raw); i += 2 {
		f := strings.Fields(raw[i][1:])
		if f[4] == "U" { // ls-files has the stages
			unmerged[raw[i+1]] = true
			continue
		}
		want = append(want, fmt.Sprintf("%s %s %s %s 0 %s", f[0], f[2], f[1], f[3], raw[i+1]))
	}
	want = slices.DeleteFunc(want, func(s string) bool { return unmerged[s[strings.Index(s, " 0 ")+3:]] })
	const none = "000000 0000000000000000000000000000000000000000"
	if len(unmerged) == 0 {
		slices.Sort(want)
		return want
	}
	for e := range strings.SplitSeq(r.git("ls-files", "-u", "-z"), "\x00") {
		meta, path, ok := strings.Cut(e, "\t")
		if !ok {
			continue
		}
		f := strings.Fields(meta)
		o := none
		if line := r.git("ls-tree", "-z", "--full-tree", head, "--", path); line != "" {
			g := strings.Fields(line)
			if g[1] != "tree" {
				o = g[0] + " " + g[2]
			}
		}
		want = append(want, fmt.Sprintf("%s %s %s %s %s", o, f[0], f[1], f[2], path))
	}
	slices.Sort(want)
	return want
}

func showStaged(list []change) []string {
	const none = "0000000000000000000000000000000000000000"
	var out []string
	for _, c := range list {
		out = append(out, fmt.Sprintf("%06o %s %06o %s %d %s", c.oldMode, cmp.Or(c.oldID, none), c.mode, cmp.Or(c.id, none), c.stage, c.path))
	}
	slices.Sort(out)
	return out
}

// checkStaged compares the engine with git, and returns what it found.
func (r *gitRepo) checkStaged(when string) []change {
	r.t.Helper()
	n := r.native()
	list, err := n.staged(context.Background())
	if err != nil {
		r.t.Fatalf("%s: %v", when, err)
	}
	if !slices.IsSortedFunc(list, func(a, b change) int {
		return cmp.Or(strings.Compare(a.path, b.path), cmp.Compare(a.stage, b.stage))
	}) {
		r.t.Fatalf("%s: not sorted by path", when)
	}
	got, want := showStaged(list), r.wantStaged()
	if !slices.Equal(got, want) {
		r.t.Fatalf("%s: staged is\n%s\nbut git says\n%s", when, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	n.close()
	return list
}

// checkBlobs reads blobs and compares them with what git cat-file prints.
func (r *gitRepo) checkBlobs(when string, ids []string) {
	r.t.Helper()
	slices.Sort(ids)
	ids = slices.Compact(ids)
	cmd := exec.Command("git", "cat-file", "--batch")
	cmd.Dir, cmd.Env = r.dir, gitEnv(r.env...)
	cmd.Stdin = strings.NewReader(strings.Join(ids, "\n") + "\n")
	out, err := cmd.Output()
	if err != nil {
		r.t.Fatal(err)
	}
	n := r.native()
	for _, id := range ids {
		line, rest, _ := bytes.Cut(out, []byte{'\n'})
		f := strings.Fields(string(line))
		size, err := strconv.Atoi(f[2])
		if err != nil {
			r.t.Fatalf("%s: git cat-file: %q", when, line)
		}
		want := rest[:size]
		out = rest[size+1:]
		rc, m, err := n.open(context.Background(), id)
		if err != nil {
			r.t.Fatalf("%s: %v", when, err)
		}
		got, err := io.ReadAll(rc)
		if err != nil {
			r.t.Fatalf("%s: reading %s: %v", when, id, err)
		}
		rc.Close()
		if m != int64(size) || !bytes.Equal(got, want) {
			r.t.Fatalf("%s: blob %s differs from git's (%d bytes, git has %d)", when, id, m, size)
		}
	}
	n.close()
}
