package gitsource

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// A commitCase is a way to run git that makes a commit through a hook. What
// the hook saw must be what the commit then brought.
type commitCase struct {
	name   string
	hook   string // default pre-commit
	hidden bool   // the line is not part of the commit
	make   func(r *gitRepo, line string) (in *gitRepo, args []string)
}

func commitCases() []commitCase {
	return []commitCase{
		{name: "commit", make: func(r *gitRepo, line string) (*gitRepo, []string) {
			stage(r, line)
			return r, []string{"commit", "-qm", "x"}
		}},
		{name: "first commit", make: func(r *gitRepo, line string) (*gitRepo, []string) {
			r.git("update-ref", "-d", "HEAD")
			stage(r, line)
			return r, []string{"commit", "-qm", "x"}
		}},
		{name: "commit -a", make: func(r *gitRepo, line string) (*gitRepo, []string) {
			r.write("README", line+"\n")
			return r, []string{"commit", "-qam", "x"}
		}},
		{name: "commit -a with other content staged", make: func(r *gitRepo, line string) (*gitRepo, []string) {
			r.write("README", "clean\n")
			r.git("add", "README")
			r.write("README", line+"\n")
			return r, []string{"commit", "-qam", "x"}
		}},
		{name: "commit PATH, the secret in PATH", make: func(r *gitRepo, line string) (*gitRepo, []string) {
			r.write("old/file.txt", "clean\n")
			r.git("add", "old")
			r.write("README", line+"\n")
			return r, []string{"commit", "-qm", "x", "README"}
		}},
		{name: "commit PATH, the secret staged elsewhere", hidden: true, make: func(r *gitRepo, line string) (*gitRepo, []string) {
			r.write("old/file.txt", line+"\n")
			r.git("add", "old")
			r.write("README", "clean\n")
			return r, []string{"commit", "-qm", "x", "README"}
		}},
		{name: "commit -i", make: func(r *gitRepo, line string) (*gitRepo, []string) {
			r.write("old/file.txt", "clean\n")
			r.git("add", "old")
			r.write("README", line+"\n")
			return r, []string{"commit", "-qm", "x", "-i", "README"}
		}},
		{name: "commit -i, the secret staged before", make: func(r *gitRepo, line string) (*gitRepo, []string) {
			r.write("old/file.txt", line+"\n")
			r.git("add", "old")
			r.write("README", "clean\n")
			return r, []string{"commit", "-qm", "x", "-i", "README"}
		}},
		{name: "commit in a folder below the top", make: func(r *gitRepo, line string) (*gitRepo, []string) {
			r.write("README", line+"\n")
			return r.at(filepath.Join(r.dir, "old")), []string{"commit", "-qam", "x"}
		}},
		{name: "commit with --git-dir and --work-tree", make: func(r *gitRepo, line string) (*gitRepo, []string) {
			r.write("README", line+"\n")
			return r.at(r.t.TempDir()), []string{"--git-dir=" + filepath.Join(r.dir, ".git"), "--work-tree=" + r.dir, "commit", "-qam", "x"}
		}},
		{name: "commit with -C and a relative --work-tree", make: func(r *gitRepo, line string) (*gitRepo, []string) {
			r.write("README", line+"\n")
			return r.at(filepath.Join(r.dir, "old")), []string{"--git-dir=../.git", "--work-tree=..", "commit", "-qam", "x"}
		}},
		{name: "commit with a split index", make: func(r *gitRepo, line string) (*gitRepo, []string) {
			r.git("config", "core.splitIndex", "true")
			r.git("config", "splitIndex.maxPercentChange", "100")
			r.git("update-index", "--split-index")
			r.write("README", line+"\n")
			return r, []string{"commit", "-qam", "x"}
		}},
		{name: "commit in a linked work tree", make: func(r *gitRepo, line string) (*gitRepo, []string) {
			w := filepath.Join(r.t.TempDir(), "linked")
			r.git("worktree", "add", "-q", "-b", "wt", w)
			o := r.at(w)
			o.write("README", line+"\n")
			return o, []string{"commit", "-qam", "x"}
		}},
		{name: "merge", hook: "pre-merge-commit", make: func(r *gitRepo, line string) (*gitRepo, []string) {
			r.git("switch", "-q", "-c", "side")
			r.write("side.txt", line+"\n")
			r.git("add", ".")
			r.git("commit", "-qnm", "side")
			r.git("switch", "-q", "main")
			r.write("README", "other\n")
			r.git("commit", "-qnam", "other")
			return r, []string{"merge", "-q", "--no-edit", "side"}
		}},
		{name: "commit that ends a merge with conflicts", make: func(r *gitRepo, line string) (*gitRepo, []string) {
			r.git("switch", "-q", "-c", "side")
			r.write("README", "theirs\n")
			r.git("commit", "-qnam", "side")
			r.git("switch", "-q", "main")
			r.write("README", "ours\n")
			r.git("commit", "-qnam", "other")
			r.try("merge", "-q", "side")
			r.write("README", "both "+line+"\n")
			return r, []string{"commit", "-qam", "merge"}
		}},
	}
}

// TestHooks runs git commands whose hook is this test binary. What the hook
// read must be what the commit brought, by git's own account.
func TestHooks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("hooks are shell scripts")
	}
	for _, c := range commitCases() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newGitRepo(t)
			firstCommit(r)
			hook := c.hook
			if hook == "" {
				hook = "pre-commit"
			}
			in, args := c.make(r, "key = "+canary)
			saw := r.installHook(filepath.Join(r.dir, ".git"), hook)
			before := in.headOrEmpty(r)
			in.git(args...)
			where := in
			if strings.HasPrefix(args[0], "--git-dir") {
				where = r
			}
			want := where.blobsOf(before, "HEAD")
			all := saw()
			if len(all) != len(engines) {
				t.Fatalf("the hook did not run, or not to its end: %v", all)
			}
			for i, y := range all {
				checkYielded(t, engines[i], y, want)
				if y.Found == c.hidden {
					t.Errorf("engine %q: secret found: %v", engines[i], y.Found)
				}
			}
		})
	}
}

func checkYielded(t *testing.T, engine string, y yielded, want []string) {
	t.Helper()
	if y.Error != "" || len(y.Skips) > 0 {
		t.Errorf("engine %q: error %q, skipped %q", engine, y.Error, y.Skips)
	}
	if !slices.Equal(y.Blobs, want) {
		t.Errorf("engine %q: read\n%s\nbut git says\n%s", engine, strings.Join(y.Blobs, "\n"), strings.Join(want, "\n"))
	}
}

// headOrEmpty is HEAD's id, or that of the empty tree.
func (r *gitRepo) headOrEmpty(home *gitRepo) string {
	for _, x := range []*gitRepo{r, home} {
		if out, err := x.try("rev-parse", "-q", "--verify", "HEAD"); err == nil {
			return strings.TrimSpace(string(out))
		}
	}
	return home.emptyTreeID()
}

// --amend compares with HEAD: the difference holds the new lines, and not the
// lines that the amended commit had before.
func TestHookAmend(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("hooks are shell scripts")
	}
	t.Parallel()
	r := newGitRepo(t)
	firstCommit(r)
	r.write("README", "second\n")
	r.git("commit", "-qam", "second")
	saw := r.installHook(filepath.Join(r.dir, ".git"), "pre-commit")
	r.write("old/file.txt", canary+"\n")
	before := r.git("rev-parse", "HEAD")
	r.git("commit", "-qa", "--amend", "-m", "again")
	all := saw()
	if len(all) != len(engines) {
		t.Fatal("the hook did not run")
	}
	for i, y := range all {
		checkYielded(t, engines[i], y, r.blobsOf(before, "HEAD"))
		if !y.Found {
			t.Errorf("engine %q: secret not found", engines[i])
		}
	}
}

// A submodule's own hook runs with GIT_DIR and GIT_INDEX_FILE far away.
func TestHookSubmodule(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("hooks are shell scripts")
	}
	t.Parallel()
	inner, outer := newGitRepo(t), newGitRepo(t)
	firstCommit(inner)
	firstCommit(outer)
	outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.dir, "sub")
	sub := outer.at(filepath.Join(outer.dir, "sub"))
	saw := sub.installHook(filepath.Join(outer.dir, ".git/modules/sub"), "pre-commit")
	sub.write("README", canary+"\n")
	before := sub.git("rev-parse", "HEAD")
	sub.git("commit", "-qam", "x")
	all := saw()
	if len(all) != len(engines) {
		t.Fatal("the hook did not run")
	}
	for i, y := range all {
		checkYielded(t, engines[i], y, sub.blobsOf(before, "HEAD"))
		if !y.Found {
			t.Errorf("engine %q: secret not found", engines[i])
		}
	}
}

// Pushed objects are in quarantine until the hook accepts them.
func TestHookPreReceive(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("hooks are shell scripts")
	}
	t.Parallel()
	bare := newGitRepo(t, "--bare")
	saw := bare.installHook(bare.dir, "pre-receive")
	r := newGitRepo(t)
	firstCommit(r)
	for _, line := range []string{"harmless", canary} {
		r.write("README", line+"\n")
		r.git("commit", "-qam", line)
		r.git("push", "-q", bare.dir, "HEAD:refs/heads/main")
		want := r.blobsOf(r.emptyTreeID(), "HEAD")
		all := saw()
		if len(all) != len(engines) {
			t.Fatal("the hook did not run")
		}
		for i, y := range all {
			checkYielded(t, engines[i], y, want)
			if y.Found != (line == canary) {
				t.Errorf("engine %q: secret found: %v", engines[i], y.Found)
			}
		}
	}
}

// Cherry-pick and rebase run no hook; their commits are scanned afterwards.
func TestRevision(t *testing.T) {
	t.Parallel()
	r := newGitRepo(t)
	firstCommit(r)
	r.git("switch", "-q", "-c", "side")
	r.write("picked.txt", canary+"\n")
	r.write("unrelated.txt", "x\n")
	if err := os.Symlink("old/file.txt", filepath.Join(r.dir, "link")); err != nil {
		t.Skip(err)
	}
	r.git("update-index", "--add", "--cacheinfo", "160000,1234567890123456789012345678901234567890,sub")
	r.git("add", "picked.txt", "unrelated.txt", "link")
	r.git("commit", "-qm", "side")
	r.git("switch", "-q", "main")
	r.write("README", "main moved\n")
	r.git("commit", "-qam", "main")
	check := func(name, rev string, found bool) {
		t.Helper()
		want := r.blobsOf(r.emptyTreeID(), rev)
		for _, engine := range engines {
			if engine == "native" && strings.Contains(rev, "@{") {
				continue // left to git
			}
			src, err := r.open(engine).Revision(rev)
			if err != nil {
				t.Errorf("%s, engine %q: %v", name, engine, err)
				continue
			}
			y := read(src)
			checkYielded(t, engine, y, want)
			if y.Found != found {
				t.Errorf("%s, engine %q: secret found: %v", name, engine, y.Found)
			}
			for b := range src.Blobs(t.Context()) {
				if b.Origin.Commit != r.git("rev-parse", rev+"^{commit}") || b.Origin.Author == "" || b.Origin.When.IsZero() {
					t.Errorf("%s, engine %q: origin %+v", name, engine, b.Origin)
				}
				break
			}
		}
	}
	check("before", "HEAD", false)
	r.git("cherry-pick", "side")
	check("cherry-pick", "HEAD", true)
	check("abbreviated", r.git("rev-parse", "--short", "HEAD"), true)
	check("ancestor", "HEAD~1", false)
	r.git("tag", "-a", "-m", "tag", "v1", "side")
	check("annotated tag", "v1", true)
	r.git("switch", "-q", "side")
	r.git("rebase", "-q", "main")
	check("rebase", "side", true)
	check("earlier by the reflog", "main@{1}", false)
	bare := filepath.Join(t.TempDir(), "bare.git")
	r.git("clone", "-q", "--bare", r.dir, bare)
	r = r.at(bare)
	check("bare", "side", true)
	for _, engine := range engines {
		repo := r.open(engine)
		if !repo.Bare() {
			t.Errorf("engine %q: not seen as bare", engine)
		}
		for _, rev := range []string{"no-such-branch", "", "--all", "HEAD:README", "0123456789012345678901234567890123456789"} {
			if _, err := repo.Revision(rev); err == nil {
				t.Errorf("engine %q: revision %q gave no error", engine, rev)
			}
		}
		if y := read(repo.Worktree(nil)); y.Error == "" {
			t.Errorf("engine %q: the work tree of a bare repository gave no error", engine)
		}
	}
}
