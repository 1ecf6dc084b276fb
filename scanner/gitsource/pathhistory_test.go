package gitsource

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
)

func TestPathHistory(t *testing.T) {
	t.Parallel()
	r := newGitRepo(t)
	check := func(in *gitRepo, when, path string, commits int, complete bool, remotes ...string) {
		t.Helper()
		n, got, whole, err := in.open("").PathHistory(t.Context(), path)
		if err != nil || n != commits || !slices.Equal(got, remotes) || whole != complete {
			t.Errorf("%s: %d commits, on %q, complete %v, error %v; want %d, %q, %v", when, n, got, whole, err, commits, remotes, complete)
		}
	}
	commit := func(message string) {
		t.Helper()
		r.git("add", "-A")
		r.git("commit", "-qm", message)
	}
	remote := func(names ...string) {
		t.Helper()
		for _, n := range names {
			r.git("update-ref", "refs/remotes/"+n, "HEAD")
		}
	}
	check(r, "before the first commit", ".env", 0, true)
	r.write("README", "1")
	commit("first")
	remote("origin/old")
	check(r, "never there", ".env", 0, true)
	r.write(".env", "A=1\n")
	r.git("add", ".env")
	check(r, "only staged", ".env", 0, true)
	commit("add")
	check(r, "not pushed", ".env", 1, true)
	remote("origin/main", "up/stream/x")
	r.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
	check(r, "pushed", ".env", 1, true, "origin/main", "up/stream/x")
	r.git("rm", "-q", ".env")
	commit("delete")
	remote("origin/later")
	check(r, "deleted", ".env", 2, true, "origin/later", "origin/main", "up/stream/x")
	check(r, "another file", "sub/.env", 0, true)

	// A side branch whose change is undone before the merge.
	r.git("switch", "-q", "-c", "side")
	r.write("sub/.env", "A=1\n")
	commit("add")
	r.git("rm", "-q", "sub/.env")
	r.write("x", "1")
	commit("undo")
	r.git("switch", "-q", "main")
	r.write("y", "1")
	commit("other")
	r.git("merge", "-q", "--no-edit", "side")
	r.git("branch", "-qD", "side")
	remote("origin/merged")
	check(r, "undone on a side branch", "sub/.env", 2, true, "origin/merged")

	// A commit that only a linked work tree and a stash lead to.
	w := filepath.Join(t.TempDir(), "linked")
	r.git("worktree", "add", "-q", "--detach", w)
	linked := r.at(w)
	linked.write("linked.env", "A=1\n")
	linked.git("add", ".")
	linked.git("commit", "-qm", "linked")
	check(linked, "detached", "linked.env", 1, true)
	check(r, "detached elsewhere", "linked.env", 1, true)

	shallow := filepath.Join(t.TempDir(), "shallow")
	r.git("clone", "-q", "--depth", "1", "file://"+filepath.ToSlash(r.dir), shallow)
	check(r.at(shallow), "shallow", ".env", 0, false)
	check(r.at(shallow), "shallow, there", "README", 1, false, "origin/main")

	// A name that looks like a pattern or an option is neither.
	check(r, "a pattern", "*.env", 0, true)
	check(r, "an option", "--help", 0, true)

	ctx, cancel := context.WithCancel(t.Context())
	repo := r.open("")
	cancel()
	if _, _, _, err := repo.PathHistory(ctx, ".env"); err == nil {
		t.Error("it went on after the context had ended")
	}
}

// TestPathHistoryLong has more commits than one question names.
func TestPathHistoryLong(t *testing.T) {
	t.Parallel()
	r := newGitRepo(t)
	stream := ""
	const n = maxContains + 10
	for i := range n {
		stream += fmt.Sprintf("commit refs/heads/main\ncommitter c <c@example.com> %d +0000\ndata 1\nx\nM 644 inline .env\ndata 4\n%04d\n", 1_700_000_000+i, i)
	}
	r.run(stream+"done\n", "git", "fast-import", "--quiet", "--done")
	r.git("update-ref", "refs/remotes/origin/first", "main~"+fmt.Sprint(n-1))
	r.git("update-ref", "refs/remotes/origin/last", "main")
	commits, remotes, complete, err := r.open("").PathHistory(t.Context(), ".env")
	if err != nil || commits != n || !complete || !slices.Equal(remotes, []string{"origin/first", "origin/last"}) {
		t.Errorf("%d commits, on %q, complete %v, error %v", commits, remotes, complete, err)
	}
}
