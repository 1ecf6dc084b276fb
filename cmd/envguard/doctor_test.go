//go:build unix

package main

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/recipe"
)

// A clinic is a repository with a hook, for TestDoctor.
type clinic struct {
	t           *testing.T
	dir, binary string
}

func (c *clinic) git(args ...string) {
	c.t.Helper()
	damageGit(c.t, c.dir, "", args...)
}

func (c *clinic) put(name, text string, mode fs.FileMode) {
	c.t.Helper()
	path := filepath.Join(c.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		c.t.Fatal(err)
	}
	write(c.t, path, text, mode)
}

// hook writes a script as another tool would.
func (c *clinic) hook(name, body string) {
	c.t.Helper()
	c.put(name, "#!/bin/sh\n"+body+"\n", 0o755)
}

func (c *clinic) remove(name string) {
	c.t.Helper()
	if err := os.Remove(filepath.Join(c.dir, name)); err != nil {
		c.t.Fatal(err)
	}
}

// husky sets a repository up as husky does, with one line in its hook.
func (c *clinic) husky(line string) {
	c.t.Helper()
	c.hook(".husky/pre-commit", line)
	c.hook(".husky/_/pre-commit", "# husky\n[ \"$HUSKY\" = 0 ] && exit 0\nsh -e \"$(dirname \"$(dirname \"$0\")\")/pre-commit\"")
	c.git("config", "core.hooksPath", ".husky/_")
}

// secretEnv writes a private env file that git ignores.
func (c *clinic) secretEnv() {
	c.t.Helper()
	line, _ := recipe.Expand("API_SECRET={alnum:32}\n")
	c.put(".gitignore", ".env\n", 0o644)
	c.put(".env", line, 0o600)
}

// TestDoctor breaks the guard of a repository in every way that was ever reported, and
// wants each to be named, with something to do.
func TestDoctor(t *testing.T) {
	const callsIt = "exec envguard check"
	cases := []struct {
		name  string
		setUp func(c *clinic)
		env   []string
		code  int
		want  string
	}{
		{"sound", func(*clinic) {}, nil, 0, "ok: the hook .git/hooks/pre-commit refused a made-up token"},
		{"never installed", func(c *clinic) { c.remove(".git/hooks/pre-commit") }, nil, 1, "there is no pre-commit; run `envguard install`"},
		{"core.hooksPath set later", func(c *clinic) { c.git("config", "core.hooksPath", ".githooks") }, nil, 1, "core.hooksPath, set in .git/config), where there is no pre-commit: the hook of envguard in .git/hooks does not run"},
		{"core.hooksPath is /dev/null", func(c *clinic) { c.git("config", "core.hooksPath", "/dev/null") }, nil, 1, "unguarded: git takes hooks from /dev/null"},
		{"core.hooksPath is empty", func(c *clinic) { c.git("config", "core.hooksPath", "") }, nil, 1, "git runs no hooks: core.hooksPath is empty"},
		{"husky without envguard", func(c *clinic) { c.husky("true") }, nil, 1, "husky wrote it, and its configuration does not run envguard"},
		{"husky with envguard", func(c *clinic) { c.husky("envguard check") }, nil, 0, "warning: with the PATH of a graphical client"},
		{"HUSKY=0", func(c *clinic) { c.husky("envguard check") }, []string{"HUSKY=0"}, 1, "HUSKY=0 in the environment turns hooks off; unset HUSKY"},
		{"lefthook renamed it", func(c *clinic) {
			c.git("config", "--local", "x.y", "z")
			if err := os.Rename(filepath.Join(c.dir, ".git/hooks/pre-commit"), filepath.Join(c.dir, ".git/hooks/pre-commit.old")); err != nil {
				c.t.Fatal(err)
			}
			c.put("lefthook.yml", "pre-commit:\n  commands:\n    lint:\n      run: true\n", 0o644)
			c.hook(".git/hooks/pre-commit", "# lefthook\nexit 0")
		}, nil, 1, "renamed to pre-commit.old, as lefthook does; `envguard install` says what to write into the configuration of lefthook"},
		{"not executable", func(c *clinic) {
			if err := os.Chmod(filepath.Join(c.dir, ".git/hooks/pre-commit"), 0o644); err != nil {
				c.t.Fatal(err)
			}
		}, nil, 1, "is not executable, so that git skips it"},
		{"SKIP", func(c *clinic) {
			c.hook(".git/hooks/pre-commit", "# pre-commit.com\ncase $SKIP in *envguard*) exit 0 ;; esac\n"+callsIt)
		}, []string{"SKIP=lint,envguard"}, 1, "SKIP in the environment leaves envguard out; unset SKIP"},
		{"the result is dropped", func(c *clinic) { c.hook(".git/hooks/pre-commit", "envguard check || true") }, nil, 1, "it calls envguard, without effect; look for || true"},
		{"skipped where envguard is not on PATH", func(c *clinic) {
			c.hook(".git/hooks/pre-commit", "command -v envguard >/dev/null || exit 0\n"+callsIt)
		}, nil, 1, "with the PATH of a graphical client (/usr/bin:/bin:/usr/sbin:/sbin) the hook .git/hooks/pre-commit lets a made-up token pass"},
		{"another hook in its place", func(c *clinic) { c.hook(".git/hooks/pre-commit", "exit 0") }, nil, 1, "another program wrote it, and it does not run envguard"},
		{"the hook fails for another reason", func(c *clinic) { c.hook(".git/hooks/pre-commit", "echo no linter here >&2; exit 1") }, nil, 3, "failed before envguard judged a made-up token: no linter here"},
		{"the ignore file hides all", func(c *clinic) {
			c.put(".envguardignore", "*.py\n", 0o644)
			c.git("add", ".envguardignore")
			c.git("commit", "-q", "--no-verify", "-m", "ignore")
		}, nil, 1, "its configuration, ignore file or version lets it pass"},
		{"an old version", func(c *clinic) {
			old := filepath.Join(c.dir, "old-envguard")
			c.put("old-envguard", "#!/bin/sh\n[ \"$1\" != --version ] || { echo envguard v0.0.1; exit; }\nexec '"+c.binary+"' \"$@\"\n", 0o755)
			c.put(".git/hooks/pre-commit", string(localHook("pre-commit", old)), 0o755)
		}, nil, 0, "warning: the hook runs envguard v0.0.1, and this is envguard"},
		{"the program has moved", func(c *clinic) {
			c.put(".git/hooks/pre-commit", string(localHook("pre-commit", filepath.Join(c.dir, "gone"))), 0o755)
		}, nil, 0, "which is not there any more; it depends on PATH"},
		{"no hook for merges", func(c *clinic) { c.remove(".git/hooks/pre-merge-commit") }, nil, 0, "so that the commit of a merge is not judged"},
		{"a work tree with another core.hooksPath", func(c *clinic) {
			other := filepath.Join(c.t.TempDir(), "other")
			c.git("worktree", "add", "-q", other)
			c.git("config", "extensions.worktreeConfig", "true")
			damageGit(c.t, other, "", "config", "--worktree", "core.hooksPath", "nowhere")
		}, nil, 1, "unguarded: the work tree "},
		{"a submodule without it", func(c *clinic) {
			from := c.t.TempDir()
			damageGit(c.t, from, "", "init", "-q", "--template=")
			damageGit(c.t, from, "", "commit", "-q", "--allow-empty", "-m", "one")
			c.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", from, "sub")
		}, nil, 1, "unguarded: the submodule sub takes hooks from .git/modules/sub/hooks, where there is no pre-commit"},
		{"a CI job on nothing", func(c *clinic) {
			c.put(".github/workflows/ci.yml", "jobs:\n  secrets:\n    steps:\n      - uses: actions/checkout@v4\n      - run: envguard check\n", 0o644)
		}, nil, 0, "warning: .github/workflows/ci.yml:5: `envguard check` judges what is staged; nothing is staged in CI"},
		{"a CI job that does not fail", func(c *clinic) {
			c.put(".gitlab-ci.yml", "secrets:\n  script:\n    - envguard scan --range main..HEAD || true\n", 0o644)
		}, nil, 0, "warning: .gitlab-ci.yml:3: its exit code is dropped"},
		{"a CI step that may fail", func(c *clinic) {
			c.put(".github/workflows/ci.yml", "jobs:\n  secrets:\n    steps:\n      - name: secrets\n        continue-on-error: true\n        run: envguard scan --range main..HEAD\n", 0o644)
		}, nil, 0, "warning: .github/workflows/ci.yml:5: the job goes on whatever envguard finds"},
		{"an image with .env", func(c *clinic) {
			c.secretEnv()
			c.put("Dockerfile", "FROM scratch\nCOPY . /app\n", 0o644)
			c.git("add", "Dockerfile")
		}, nil, 0, "warning: Dockerfile:2 copies .env, which git ignores, into the image; add the line **/.env* to .dockerignore"},
		{"a package with .env", func(c *clinic) {
			c.secretEnv()
			c.put("package.json", "{\"name\": \"x\"}\n", 0o644)
			c.put(".npmignore", "test\n", 0o644)
			c.git("add", "package.json")
		}, nil, 0, "warning: .npmignore replaces .gitignore, so that `npm publish` publishes .env"},
		{"a list of files with .env", func(c *clinic) {
			c.secretEnv()
			c.put("package.json", "{\"name\": \"x\", \"files\": [\"dist\", \".env*\"]}\n", 0o644)
			c.git("add", "package.json")
		}, nil, 0, "the list of files in package.json has `npm publish` publish .env"},
	}
	binary := buildForTest(t)
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c := &clinic{t, t.TempDir(), binary}
			c.git("init", "-q", "-b", "main", "--template=")
			c.put("a.txt", "text\n", 0o644)
			c.git("add", ".")
			c.git("commit", "-q", "-m", "one")
			c.run(nil, "install")
			tc.setUp(c)
			before := treeOf(t, c.dir)
			code, out := c.run(tc.env, "doctor")
			if code != tc.code || !strings.Contains(out, tc.want) {
				t.Errorf("exit code %d, want %d, with %q:\n%s", code, tc.code, tc.want, out)
			}
			if after := treeOf(t, c.dir); after != before {
				t.Errorf("the repository was changed:\n%s\nbefore:\n%s", after, before)
			}
		})
	}
}

func buildForTest(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "envguard")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return binary
}

// run runs the built program, which is on PATH as well.
func (c *clinic) run(env []string, args ...string) (int, string) {
	c.t.Helper()
	cmd := exec.CommandContext(context.Background(), c.binary, args...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), append([]string{"PATH=" + filepath.Dir(c.binary) + ":" + os.Getenv("PATH"), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1"}, env...)...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	_ = cmd.Run() // its exit code says it
	return cmd.ProcessState.ExitCode(), out.String()
}

// treeOf lists all files with size, mode and time of change.
func treeOf(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		b.WriteString(path + " " + info.Mode().String() + " " + info.ModTime().String() + "\n")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
