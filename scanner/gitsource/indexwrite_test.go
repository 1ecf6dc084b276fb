package gitsource

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// indexOf is the index by git's own account: flag, mode, id, stage, path.
func (r *gitRepo) indexOf() []string {
	r.t.Helper()
	return strings.Split(strings.TrimSuffix(r.git("ls-files", "-s", "-v", "-z", "--full-name"), "\x00"), "\x00")
}

// changed returns what the second list has instead of the first.
func changed(before, after []string) (out []string) {
	for _, e := range before {
		if !slices.Contains(after, e) {
			out = append(out, "-"+e)
		}
	}
	for _, e := range after {
		if !slices.Contains(before, e) {
			out = append(out, "+"+e)
		}
	}
	return out
}

// An indexCase is a repository whose index is written.
type indexCase struct {
	name string
	args []string // of git init
	make func(r *gitRepo) *gitRepo
	flag string // before the changed entry, "H" if empty
}

func indexCases() []indexCase {
	return []indexCase{
		{name: "plain"},
		{name: "linked work tree", make: func(r *gitRepo) *gitRepo {
			w := filepath.Join(r.t.TempDir(), "linked")
			r.git("worktree", "add", "-q", "-b", "wt", w)
			return r.at(w)
		}},
		{name: "below the top", make: func(r *gitRepo) *gitRepo { return r.at(filepath.Join(r.dir, "old")) }},
		{name: "GIT_INDEX_FILE", make: func(r *gitRepo) *gitRepo {
			name := filepath.Join(r.t.TempDir(), "other")
			r.run("", "cp", filepath.Join(r.dir, ".git/index"), name)
			return r.at(r.dir, "GIT_INDEX_FILE="+name)
		}},
		{name: "GIT_DIR and GIT_WORK_TREE", make: func(r *gitRepo) *gitRepo {
			return r.at(r.t.TempDir(), "GIT_DIR="+filepath.Join(r.dir, ".git"), "GIT_WORK_TREE="+r.dir)
		}},
		{name: "split index", make: func(r *gitRepo) *gitRepo {
			r.git("config", "core.splitIndex", "true")
			r.git("update-index", "--split-index")
			r.write("one more", "x\n")
			r.git("add", "one more")
			return r
		}},
		{name: "sparse index", make: func(r *gitRepo) *gitRepo {
			r.git("sparse-checkout", "set", "--cone", "--sparse-index", "old")
			return r
		}},
		{name: "sha256", args: []string{"--object-format=sha256"}},
		{name: "index version 4 without a checksum", make: func(r *gitRepo) *gitRepo {
			r.git("config", "index.skipHash", "true")
			r.git("update-index", "--index-version", "4")
			return r
		}},
		{name: "skip-worktree", flag: "S", make: func(r *gitRepo) *gitRepo {
			r.git("update-index", "--skip-worktree", "old/run me", ".env")
			return r
		}},
		{name: "assume-unchanged", flag: "h", make: func(r *gitRepo) *gitRepo {
			r.git("update-index", "--assume-unchanged", "old/run me", ".env")
			return r
		}},
		{name: "both flags", flag: "s", make: func(r *gitRepo) *gitRepo {
			r.git("update-index", "--assume-unchanged", "old/run me", ".env")
			r.git("update-index", "--skip-worktree", "old/run me", ".env")
			return r
		}},
		{name: "filters", make: func(r *gitRepo) *gitRepo {
			r.git("config", "core.autocrlf", "true")
			r.git("config", "filter.shout.clean", "tr a-z A-Z")
			r.write(".gitattributes", "* text filter=shout ident working-tree-encoding=UTF-16\n")
			return r
		}},
		{name: "another conflict", make: func(r *gitRepo) *gitRepo {
			id := r.git("hash-object", "-w", "README")
			r.run(fmt.Sprintf("100644 %s 1\tboth\n100644 %s 2\tboth\n", id, id), "git", "update-index", "--index-info")
			return r
		}},
		{name: "an intention to add", make: func(r *gitRepo) *gitRepo {
			r.write("later", "x\n")
			r.git("add", "-N", "later")
			return r
		}},
		{name: "first commit", make: func(r *gitRepo) *gitRepo {
			r.git("update-ref", "-d", "HEAD")
			return r
		}},
		{name: "a hook that would run", make: func(r *gitRepo) *gitRepo {
			hook := filepath.Join(r.dir, ".git/hooks/post-index-change")
			os.MkdirAll(filepath.Dir(hook), 0o755)
			os.WriteFile(hook, []byte("#!/bin/sh\ntouch \""+r.dir+"/it ran\"\n"), 0o755)
			return r
		}},
	}
}

// withEnv commits a tracked .env and a file that can be executed.
func withEnv(t *testing.T, args ...string) *gitRepo {
	r := newGitRepo(t, args...)
	r.write("README", "hello\n")
	r.write(".env", "KEY=1\n")
	r.write("old/run me", "one\n")
	r.write("elsewhere/file", "x\n")
	r.git("add", ".")
	r.git("update-index", "--chmod=+x", "old/run me")
	r.git("commit", "-qm", "first")
	r.run("", "chmod", "+x", filepath.Join(r.dir, "old/run me"))
	return r
}

// copied is a copy of the repository, which is quicker than making another.
func (r *gitRepo) copied(t *testing.T) *gitRepo {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(r.dir)); err != nil {
		t.Fatal(err)
	}
	return &gitRepo{t: t, dir: dir, env: r.env}
}

// TestIndexWriter changes two entries and nothing else, neither in the index
// nor on disk.
func TestIndexWriter(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes and flags are set up with Unix tools")
	}
	made := withEnv(t)
	for _, c := range indexCases() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if testing.Short() && c.args != nil {
				t.Skip("takes a moment")
			}
			var r *gitRepo
			if c.args != nil {
				r = withEnv(t, c.args...)
			} else {
				r = made.copied(t)
			}
			in := r
			if c.make != nil {
				in = c.make(r)
			}
			flag := c.flag
			if flag == "" {
				flag = "H"
			}
			all := in
			if c.name == "below the top" {
				all = r
			}
			ran := filepath.Join(r.dir, "it ran")
			content := "one\n"
			engines := []string{""}
			if c.name == "plain" || c.flag != "" {
				engines = []string{"", "git"} // they differ in how the index is read
			}
			for _, engine := range engines {
				id := strings.Fields(all.git("ls-files", "-s", "--", "old/run me"))[1]
				next := content + "two\r\n\x00$Id$"
				before := all.indexOf()
				os.Remove(ran)
				w := in.open(engine).IndexWriter(t.Context())
				if err := w.Replace("old/run me", []byte(content), []byte(next)); err != nil {
					t.Fatalf("engine %q: %v", engine, err)
				}
				if exists(ran) {
					t.Error("a hook ran")
				}
				newID := strings.Fields(all.git("ls-files", "-s", "--", "old/run me"))[1]
				want := []string{"-" + flag + " 100755 " + id + " 0\told/run me", "+" + flag + " 100755 " + newID + " 0\told/run me"}
				if got := changed(before, all.indexOf()); !slices.Equal(got, want) {
					t.Errorf("engine %q: changed %q, want %q", engine, got, want)
				}
				if got := all.run("", "git", "cat-file", "blob", newID); got != next {
					t.Errorf("engine %q: staged %q, want %q", engine, got, next)
				}
				content = next

				if engine == "git" { // the other engine has untracked it
					all.git("update-index", "--add", "--cacheinfo", "100644,"+id+",.env")
				}
				before = all.indexOf()
				os.Remove(ran)
				if err := w.Untrack([]string{".env"}); err != nil {
					t.Fatalf("engine %q: %v", engine, err)
				}
				if exists(ran) {
					t.Error("a hook ran")
				}
				got := changed(before, all.indexOf())
				if len(got) != 1 || got[0][0] != '-' || !strings.HasSuffix(got[0], "\t.env") {
					t.Errorf("engine %q: changed %q", engine, got)
				}
			}
			top := r
			if c.name == "linked work tree" {
				top = in
			}
			for name, want := range map[string]string{".env": "KEY=1\n", "old/run me": "one\n"} {
				if got, err := os.ReadFile(filepath.Join(top.dir, name)); err != nil || string(got) != want {
					t.Errorf("%s on disk: %q, %v", name, got, err)
				}
			}
		})
	}
}

// TestIndexWriterNames untracks names that a command line or a line of text
// would take for something else.
func TestIndexWriterNames(t *testing.T) {
	t.Parallel()
	r := newGitRepo(t)
	names := []string{"-z", "--stdin", "a b/.env", "*.env", ":(top).env", "a,b", "ümlaut"}
	if runtime.GOOS != "windows" {
		names = append(names, "line\nbreak", "tab\tquote\"", "latin\xe9")
	}
	for _, n := range names {
		r.write(n, "A=1\n")
	}
	r.write("stays.env", "A=1\n")
	r.git("add", "-A")
	w := r.open("").IndexWriter(t.Context())
	for i, n := range names {
		if testing.Short() && i > 2 {
			r.git("update-index", "--cacheinfo", "100644,"+strings.Repeat("1", 40)+","+n)
			continue
		}
		if err := w.Replace(n, []byte("A=1\n"), []byte("A=2\n")); err != nil {
			t.Errorf("%q: %v", n, err)
		}
	}
	if got := strings.Count(r.git("ls-files", "-s"), r.git("hash-object", "stays.env")); got != 1 {
		t.Errorf("%d files have the old content", got)
	}
	if err := w.Untrack(names); err != nil {
		t.Fatal(err)
	}
	if got := r.git("ls-files"); got != "stays.env" {
		t.Errorf("tracked: %q", got)
	}
	if err := w.Untrack(nil); err != nil {
		t.Errorf("nothing to untrack: %v", err)
	}
}

func TestIndexWriterRefuses(t *testing.T) {
	replace := func(w *IndexWriter) error { return w.Replace(".env", []byte("KEY=1\n"), []byte("KEY=\n")) }
	untrack := func(w *IndexWriter) error { return w.Untrack([]string{"README", ".env"}) }
	made := withEnv(t)
	for _, c := range []struct {
		name, want string
		make       func(r *gitRepo) *gitRepo
		do         func(w *IndexWriter) error
		hint       bool
	}{
		{"locked", ".git/index.lock", func(r *gitRepo) *gitRepo { r.write(".git/index.lock", ""); return r }, nil, true},
		{"index of a commit -a", "making the index of a commit, .git/index.lock", func(r *gitRepo) *gitRepo {
			r.run("", "cp", filepath.Join(r.dir, ".git/index"), filepath.Join(r.dir, ".git/index.lock"))
			return r.at(r.dir, "GIT_INDEX_FILE="+filepath.Join(r.dir, ".git/index.lock"))
		}, nil, true},
		{"conflict", "in conflict", func(r *gitRepo) *gitRepo {
			id := r.git("hash-object", ".env")
			r.run("0 "+strings.Repeat("0", 40)+"\t.env\n100644 "+id+" 1\t.env\n100644 "+id+" 3\t.env\n", "git", "update-index", "--index-info")
			return r
		}, nil, true},
		{"not tracked", "does not track it", func(r *gitRepo) *gitRepo { r.git("rm", "-q", "--cached", ".env"); return r }, nil, true},
		{"bare", "no work tree", func(r *gitRepo) *gitRepo {
			bare := filepath.Join(r.t.TempDir(), "bare")
			r.git("clone", "-q", "--bare", r.dir, bare)
			return r.at(bare)
		}, nil, false},
		{"staged since", "staged has changed", func(r *gitRepo) *gitRepo {
			r.write(".env", "KEY=2\n")
			r.git("add", ".env")
			return r
		}, replace, true},
		{"intention to add", "only the intention", func(r *gitRepo) *gitRepo {
			r.git("rm", "-q", "--cached", ".env")
			r.git("add", "-N", ".env")
			return r
		}, replace, true},
		{"symbolic link", "is no file", func(r *gitRepo) *gitRepo {
			r.git("update-index", "--cacheinfo", "120000,"+r.git("hash-object", ".env")+",.env")
			return r
		}, replace, false},
		{"submodule", "is no file", func(r *gitRepo) *gitRepo {
			r.git("update-index", "--cacheinfo", "160000,"+r.git("rev-parse", "HEAD")+",.env")
			return r
		}, nil, false},
		{"folder", "does not track it", func(r *gitRepo) *gitRepo { return r }, func(w *IndexWriter) error { return w.Untrack([]string{"old"}) }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if runtime.GOOS == "windows" {
				t.Skip("set up with Unix tools")
			}
			r := made.copied(t)
			in := c.make(r)
			ops := map[string]func(*IndexWriter) error{"replace": replace, "untrack": untrack}
			if c.do != nil {
				ops = map[string]func(*IndexWriter) error{"": c.do}
			}
			for name, do := range ops {
				before := r.indexOf()
				err := do(in.open("").IndexWriter(t.Context()))
				if err == nil {
					t.Errorf("%s: no error", name)
					continue
				}
				if !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "(hint: ") != c.hint {
					t.Errorf("%s: the error is %q", name, err)
				}
				if got := changed(before, r.indexOf()); len(got) > 0 {
					t.Errorf("%s: it changed %q", name, got)
				}
			}
		})
	}
	t.Run("context", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		r := withEnv(t)
		w := r.open("").IndexWriter(ctx)
		cancel()
		if err := untrack(w); err == nil {
			t.Error("it went on")
		}
	})
}

// TestIndexWriterLockedMeanwhile has the lock appear behind the check: git's
// own refusal reads as ours does.
func TestIndexWriterLockedMeanwhile(t *testing.T) {
	r := withEnv(t)
	w := r.open("").IndexWriter(t.Context())
	git, err := openGit(w.repo.at)
	if err != nil {
		t.Fatal(err)
	}
	r.write(".git/index.lock", "")
	if _, err := w.run(git, nil, "update-index", "--force-remove", "--", ".env"); err == nil || err.Error() != w.locked().Error() {
		t.Errorf("the error is %v", err)
	}
}

// indexHookVariable makes the test binary untrack .env in a hook.
const indexHookVariable = "ENVGUARD_TEST_INDEX_HOOK"

func TestIndexWriterHookChild(t *testing.T) {
	out := os.Getenv(indexHookVariable)
	if out == "" {
		t.Skip("runs as a hook in TestIndexWriterHook only")
	}
	repo, err := Open(Options{})
	if err == nil {
		defer repo.Close()
		w := repo.IndexWriter(t.Context())
		if err = w.Untrack([]string{".env"}); err == nil {
			err = w.Replace("README", []byte("changed\n"), []byte("mended\n"))
		}
	}
	said := "done"
	if err != nil {
		said = err.Error()
	}
	if err := os.WriteFile(out, []byte(said), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestIndexWriterHook writes the index while git commit runs: what it says it
// has done must be in the commit, and what it refuses must not be half done.
func TestIndexWriterHook(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("hooks are shell scripts")
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	made := withEnv(t)
	for _, c := range []struct {
		name string
		args []string
		done bool
	}{
		{"plain", []string{"commit", "-qm", "x"}, true},
		{"amend", []string{"commit", "-q", "--amend", "-m", "x"}, true},
		{"-a", []string{"commit", "-qam", "x"}, false},
		{"-i", []string{"commit", "-qm", "x", "-i", "README"}, false},
		{"PATH", []string{"commit", "-qm", "x", "README"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := made.copied(t)
			out := filepath.Join(t.TempDir(), "out")
			r.write(".git/hooks/pre-commit", "#!/bin/sh\n"+indexHookVariable+"='"+out+"' exec '"+exe+"' -test.run='^TestIndexWriterHookChild$' >/dev/null\n")
			os.Chmod(filepath.Join(r.dir, ".git/hooks/pre-commit"), 0o755)
			r.write("README", "changed\n")
			r.git("add", "README")
			r.git(c.args...)
			said, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if got := string(said) == "done"; got != c.done {
				t.Errorf("the hook says %q", said)
			}
			if !c.done && !strings.Contains(string(said), "making the index of a commit") {
				t.Errorf("the hook says %q", said)
			}
			want := map[bool]string{true: "README\nelsewhere/file\nold/run me", false: ".env\nREADME\nelsewhere/file\nold/run me"}[c.done]
			if got := r.git("ls-tree", "-r", "--name-only", "HEAD"); got != want {
				t.Errorf("the commit holds %q, want %q", got, want)
			}
			want = map[bool]string{true: "mended", false: "changed"}[c.done]
			if got := r.git("cat-file", "blob", "HEAD:README"); got != want {
				t.Errorf("the commit's README holds %q, want %q", got, want)
			}
			if got := r.git("diff", "--cached", "--name-only"); got != "" {
				t.Errorf("afterwards %q differs from the commit", got)
			}
		})
	}
}
