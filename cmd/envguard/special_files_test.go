//go:build unix

package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/envguard/envguard/cmd/envguard/internal/baseline"
	"github.com/envguard/envguard/rules/recipe"
)

// TestSpecialFiles puts a FIFO, a device, a socket, a folder or a link that leads
// nowhere in the place of each file that a command opens by name. A link to
// /dev/zero used to exhaust the memory and a FIFO to hang. Every command ends, none
// panics, and no scan calls the repository clean.
func TestSpecialFiles(t *testing.T) {
	commands := []struct {
		name  string
		args  []string
		scans bool
	}{
		{"check", []string{"check"}, true},
		{"scan", []string{"scan"}, true},
		{"scan --history", []string{"scan", "--history"}, true},
		{"scan --range", []string{"scan", "--range", "HEAD~1..HEAD"}, true},
		{"explain", []string{"explain", "a.py:1"}, false},
		{"read", []string{"read", ".env"}, false},
		{"rules", []string{"rules"}, false},
		{"fix --dry-run", []string{"fix", "--dry-run"}, false}, // 0 unless it could not look,
		{"fix --yes", []string{"fix", "--yes"}, true},
		{"install", []string{"install"}, false},
		{"baseline", []string{"baseline"}, false},
		{"uninstall", []string{"uninstall"}, false},
		{"doctor", []string{"doctor"}, true},
		{"guard", []string{"guard", "claude"}, false},
		{"trace", []string{"trace", "a.py:2"}, false},
		{"install --agent", []string{"install", "--agent", "cursor"}, false},
		{"baseline list", []string{"baseline", "list"}, false},
		{"allow", []string{"allow", "a.py:1", "--reason", "a test"}, false},
		{"keygen --into", []string{"keygen", "hex", "NEW_KEY", "--into", ".env"}, false},
		{"rotate", []string{"rotate", "API_SECRET", "--yes"}, false},
	}
	files := []string{
		".git/HEAD", ".git/config", ".git/index", ".git/packed-refs", ".git/shallow", ".git/info/exclude",
		".git/info/attributes", ".git/info/sparse-checkout", ".git/commondir", ".git/config.worktree",
		".git/objects/info/alternates", ".git/logs/HEAD", ".git/MERGE_HEAD", ".git/hooks/pre-commit", ".git/index.lock",
		".env", ".env.example", ".gitignore", ".envguardignore", ".envguard.toml", baseline.Name, "a.py", "pyproject.toml",
		".gitmodules", ".gitattributes", ".cursor/hooks.json", ".pre-commit-config.yaml", "sub/.git", "sub/HEAD",
	}
	base := t.TempDir()
	put := func(name, text string, mode os.FileMode) {
		t.Helper()
		line, _ := recipe.Expand(text)
		write(t, filepath.Join(base, name), line, mode)
	}
	damageGit(t, base, "", "init", "-q", "-b", "main", "--template=")
	put("b.py", "x = 1\n", 0o644)
	damageGit(t, base, "", "add", ".")
	damageGit(t, base, "", "commit", "-q", "-m", "one")
	put("c.py", "github_token = \"{crc:github:ghp_}\"\n", 0o644)
	damageGit(t, base, "", "add", ".")
	damageGit(t, base, "", "commit", "-q", "-m", "two")
	put("a.py", "# staged\ngithub_token = \"{crc:github:ghp_}\"\n", 0o644)
	damageGit(t, base, "", "add", ".")
	put(".env", "API_SECRET={alnum:32}\nDEBUG=1\n", 0o600)

	for _, file := range files {
		t.Run(strings.ReplaceAll(file, "/", "_"), func(t *testing.T) {
			t.Parallel()
			for _, kind := range specials {
				for _, c := range commands {
					dir := t.TempDir()
					if err := os.CopyFS(dir, os.DirFS(base)); err != nil {
						t.Fatal(err)
					}
					path := filepath.Join(dir, file)
					if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
						t.Fatal(err)
					}
					if !kind.apply(&damaged{t: t, dir: dir, git: filepath.Join(dir, ".git")}, path) {
						continue
					}
					code, out, ended := runHere(t, append([]string{"-C", dir}, c.args...))
					at := c.name + ", " + file + " is " + kind.name
					switch {
					case !ended:
						t.Fatalf("%s: it hangs", at)
					case code == 0 && c.scans && file != "a.py":
						t.Errorf("%s: clean\n%s", at, out)
					case code == 2 && c.scans && !strings.HasPrefix(file, ".envguard"):
						t.Errorf("%s: wrong usage\n%s", at, out)
					case code > 3, strings.Contains(out, "this is a bug"):
						t.Errorf("%s: exit code %d\n%s", at, code, out)
					}
				}
			}
		})
	}
}

// runHere runs a command line in this process, and says whether it ended.
func runHere(t *testing.T, args []string) (code int, out string, ended bool) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var stdout, stderr bytes.Buffer
	done := make(chan int, 1)
	input := ""
	if slices.Contains(args, "guard") {
		input = `{"hook_event_name":"PreToolUse","tool_name":"Write","tool_input":{"file_path":"a.py","content":"x = 1"}}`
	}
	go func() { done <- command{strings.NewReader(input), &stdout, &stderr}.run(ctx, args) }()
	select {
	case code = <-done:
		return code, stderr.String() + stdout.String(), true
	case <-time.After(damageHang):
		return 0, "", false
	}
}
