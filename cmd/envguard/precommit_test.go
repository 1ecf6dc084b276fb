package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/recipe"
)

// TestPreCommit runs the real pre-commit: installed from a repository that
// holds this source, the hooks block and pass commits and find what is
// committed already. ENVGUARD_REQUIRE_TOOLS=1 makes a missing tool a failure.
func TestPreCommit(t *testing.T) { frameworkStory(t, "pre-commit") }

// TestPrek does the same with the real prek.
func TestPrek(t *testing.T) { frameworkStory(t, "prek") }

func frameworkStory(t *testing.T, tool string) {
	t.Helper()
	if testing.Short() {
		t.Skip("builds the program")
	}
	for _, name := range []string{tool, "git", "go"} {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("ENVGUARD_REQUIRE_TOOLS") == "1" {
				t.Fatalf("%s is needed: %v", name, err)
			}
			t.Skipf("%s is not there: %v", name, err)
		}
	}
	t.Parallel()
	w := newWorkshop(t)
	source, rev := w.sourceRepository()
	dir := filepath.Join(w.root, "project")
	w.must("", "git", "init", "-q", dir)
	w.write(dir, ".pre-commit-config.yaml", fmt.Sprintf(`repos:
  - repo: %s
    rev: %s
    hooks:
      - id: envguard
      - id: envguard-files
        stages: [manual]
`, source, rev))
	w.write(dir, "a.py", "x = 1\n")
	w.must(dir, "git", "add", ".")
	// The tool keeps the hook that is there and calls it.
	envguard, err := exec.LookPath("envguard")
	if err != nil {
		t.Fatal(err)
	}
	w.must(dir, envguard, "install")
	w.must(dir, tool, "install")
	out := w.must(dir, envguard, "uninstall")
	w.wants(out, "left alone, but it no longer calls envguard: .git/hooks/pre-commit")

	out = w.must(dir, "git", "commit", "-m", "a clean one passes")
	w.wants(out, "Passed")

	w.write(dir, "a.py", w.secret(`SESSION_SECRET = "{hex:64}"`))
	w.must(dir, "git", "add", ".")
	out = w.fails(dir, "git", "commit", "-m", "a secret is blocked")
	w.wants(out, "a.py:1:19: error[", "1 error")

	// pre-commit puts unstaged changes away while it runs; what is staged
	// counts.
	w.write(dir, "a.py", "x = 2\n")
	out = w.fails(dir, "git", "commit", "-m", "the staged one is blocked")
	w.wants(out, "a.py:1:19: error[")
	w.must(dir, "git", "add", ".")
	w.must(dir, "git", "commit", "-m", "a clean one passes again")

	w.write(dir, "a.py", w.secret(`OTHER_SECRET = "{hex:64}"`))
	out = w.fails(dir, "git", "commit", "-a", "-m", "commit -a is blocked")
	w.wants(out, "a.py:1:17: error[")

	w.must(dir, "git", "commit", "--no-verify", "-a", "-m", "past the guard")
	w.write(dir, "b.py", "y = 1\n")
	w.must(dir, "git", "add", ".")
	w.must(dir, "git", "commit", "-m", "not on a line of this commit")

	files := []string{"run", "envguard-files", "--hook-stage", "manual"}
	if tool == "prek" {
		files = []string{"run", "envguard-files", "--stage", "manual"}
	}
	out = w.fails(dir, tool, append(files, "--all-files")...)
	w.wants(out, "a.py:1:17: error[")
	w.must(dir, tool, append(files, "--files", "b.py")...)
	out = w.fails(dir, tool, append(files, "--from-ref", "HEAD~2", "--to-ref", "HEAD")...)
	w.wants(out, "a.py:1:17: error[")
	w.must(dir, tool, append(files, "--from-ref", "HEAD~1", "--to-ref", "HEAD")...)

	// With nothing staged, the hook for commits reads the tracked files, or
	// what the commits between two refs add.
	out = w.fails(dir, tool, "run", "envguard", "--all-files")
	w.wants(out, "a.py:1:17: error[")
	out = w.fails(dir, tool, "run", "envguard", "--from-ref", "HEAD~2", "--to-ref", "HEAD")
	w.wants(out, "a.py:1:17: error[")
	w.must(dir, tool, "run", "envguard", "--from-ref", "HEAD~1", "--to-ref", "HEAD")
	w.must(dir, "git", "commit", "--allow-empty", "-m", "nothing is staged for an empty commit")
	w.write(dir, "a.py", "x = 3\n")
	w.must(dir, "git", "commit", "-a", "-m", "the secret leaves the tree")
	w.must(dir, tool, "run", "envguard", "--all-files")

	// What is added and deleted again between two refs is seen by both.
	out = w.fails(dir, tool, "run", "envguard", "--from-ref", "HEAD~4", "--to-ref", "HEAD")
	w.wants(out, "a.py:1:17: error[")
	w.write(dir, "c.py", w.secret(`THIRD_SECRET = "{hex:64}"`))
	w.must(dir, "git", "add", ".")
	w.must(dir, "git", "commit", "--no-verify", "-m", "added")
	w.must(dir, "git", "rm", "-q", "c.py")
	w.must(dir, "git", "commit", "-m", "and deleted")
	out = w.fails(dir, tool, append(files, "--from-ref", "HEAD~2", "--to-ref", "HEAD")...)
	w.wants(out, "c.py:1:17: error[")
	w.messagesAndPushes(dir, tool, source, rev)
}

// messagesAndPushes goes on with the ids for other hooks, with the envguard that is
// on PATH.
func (w *workshop) messagesAndPushes(dir, tool, source, rev string) {
	w.Helper()
	w.write(dir, ".pre-commit-config.yaml", fmt.Sprintf(`repos:
  - repo: %s
    rev: %s
    hooks:
      - id: envguard-system
      - id: envguard-commit-msg-system
      - id: envguard-pre-push-system
        stages: [push]
`, source, rev))
	w.must(dir, "git", "add", ".")
	w.must(dir, tool, "install", "--hook-type", "pre-commit", "--hook-type", "commit-msg", "--hook-type", "pre-push")
	w.must(dir, "git", "commit", "-m", "more hooks")
	out := w.fails(dir, "git", "commit", "--allow-empty", "-m", w.secret("use TOKEN={crc:github:ghp_}"))
	w.wants(out, "commit message:1:11: error[github-pat]")

	// The first push brings all commits, also what the tree does not have any more.
	remote := filepath.Join(w.root, "remote.git")
	w.must("", "git", "init", "-q", "--bare", remote)
	w.must(dir, "git", "remote", "add", "origin", remote)
	out = w.fails(dir, "git", "push", "origin", "HEAD:refs/heads/main")
	w.wants(out, "c.py:1:17: error[")
	w.must(dir, "git", "push", "--no-verify", "origin", "HEAD:refs/heads/main")
	w.must(dir, "git", "commit", "--allow-empty", "-m", "clean")
	w.must(dir, "git", "push", "origin", "HEAD:refs/heads/main")
	w.must(dir, "git", "push", "origin", "HEAD:refs/heads/new")
	w.write(dir, "d.py", w.secret(`FOURTH_SECRET = "{hex:64}"`))
	w.must(dir, "git", "add", ".")
	w.must(dir, "git", "commit", "--no-verify", "-m", "added")
	w.must(dir, "git", "rm", "-q", "d.py")
	w.must(dir, "git", "commit", "-m", "and deleted")
	for _, branch := range []string{"main", "newer"} {
		out = w.fails(dir, "git", "push", "origin", "HEAD:refs/heads/"+branch)
		w.wants(out, "d.py:1:18: error[")
	}
	stage := []string{"--hook-stage", "push"}
	if tool == "prek" {
		stage = []string{"--stage", "pre-push"}
	}
	out = w.fails(dir, tool, append([]string{"run", "--from-ref", "HEAD~2", "--to-ref", "HEAD", "envguard-pre-push-system"}, stage...)...)
	w.wants(out, "d.py:1:18: error[")

	// A second run is not installed.
	out = w.must(dir, "envguard", "install", "--hook", "pre-commit,commit-msg,pre-push")
	for _, hook := range []string{"pre-commit", "commit-msg", "pre-push"} {
		w.wants(out, "nothing to do for "+hook+": "+tool+" runs envguard there already, as .pre-commit-config.yaml says")
	}
	out = w.must(dir, "envguard", "install", "--hook", "pre-merge-commit")
	w.wants(out, "installed .git/hooks/pre-merge-commit")
}

// A workshop is a folder and an environment for other tools.
type workshop struct {
	*testing.T
	root string
	env  []string
}

func newWorkshop(t *testing.T) *workshop {
	t.Helper()
	w := &workshop{T: t, root: t.TempDir()}
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "GIT_") && !strings.HasPrefix(kv, "PRE_COMMIT") && !strings.HasPrefix(kv, "PREK_") {
			w.env = append(w.env, kv)
		}
	}
	// The modules and objects of the machine's Go are used, so that nothing
	// is fetched and little is built.
	for _, key := range []string{"GOMODCACHE", "GOCACHE", "GOPROXY", "GOFLAGS", "GOTOOLCHAIN"} {
		out, err := exec.Command("go", "env", key).Output()
		if err != nil {
			t.Fatal(err)
		}
		value := strings.TrimSpace(string(out))
		if key == "GOFLAGS" {
			// Without the folder in them, objects can be used again.
			value += " -trimpath"
		}
		w.env = append(w.env, key+"="+value)
	}
	home := filepath.Join(w.root, "home")
	w.env = append(w.env,
		"HOME="+home, "XDG_CONFIG_HOME="+filepath.Join(home, ".config"),
		"PRE_COMMIT_HOME="+filepath.Join(w.root, "cache"), "PREK_HOME="+filepath.Join(w.root, "cache"), "PREK_NO_UPDATE_CHECK=1",
		"GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=Ada", "GIT_AUTHOR_EMAIL=ada@example.org", "GIT_COMMITTER_NAME=Ada", "GIT_COMMITTER_EMAIL=ada@example.org")
	if err := os.Mkdir(home, 0o777); err != nil {
		t.Fatal(err)
	}
	return w
}

// sourceRepository returns a repository with this source as it is on disk, and
// its revision.
func (w *workshop) sourceRepository() (dir, rev string) {
	w.Helper()
	top, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		w.Fatal(err)
	}
	dir = filepath.Join(w.root, "envguard")
	list := w.must(top, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	for name := range strings.SplitSeq(strings.TrimRight(list, "\x00"), "\x00") {
		content, err := os.ReadFile(filepath.Join(top, name))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			w.Fatal(err)
		}
		w.write(dir, name, string(content))
	}
	w.must(dir, "git", "init", "-q")
	w.must(dir, "git", "add", "-f", ".")
	w.must(dir, "git", "commit", "-q", "-m", "source")
	return dir, strings.TrimSpace(w.must(dir, "git", "rev-parse", "HEAD"))
}

func (w *workshop) write(dir, name, content string) {
	w.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		w.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		w.Fatal(err)
	}
}

func (w *workshop) secret(text string) string {
	content, _ := recipe.Expand(text)
	return content + "\n"
}

// run runs a command and returns what it printed.
func (w *workshop) run(dir, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = dir, w.env
	if dir == "" {
		cmd.Dir = w.root
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return out.String(), err
}

func (w *workshop) must(dir, name string, args ...string) string {
	w.Helper()
	out, err := w.run(dir, name, args...)
	if err != nil {
		w.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return out
}

func (w *workshop) fails(dir, name string, args ...string) string {
	w.Helper()
	out, err := w.run(dir, name, args...)
	if err == nil {
		w.Fatalf("%s %s passed:\n%s", name, strings.Join(args, " "), out)
	}
	return out
}

func (w *workshop) wants(out string, parts ...string) {
	w.Helper()
	for _, p := range parts {
		if !strings.Contains(out, p) {
			w.Fatalf("no %q in:\n%s", p, out)
		}
	}
}
