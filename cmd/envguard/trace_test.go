//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/recipe"
)

// TestTracePlan runs the commands of a plan with the real git filter-repo: after them
// `scan --history` is clean and trace finds nothing.
func TestTracePlan(t *testing.T) {
	if _, err := exec.LookPath("git-filter-repo"); err != nil {
		if os.Getenv("ENVGUARD_REQUIRE_TOOLS") == "1" {
			t.Fatal(err)
		}
		t.Skip("git filter-repo is not there")
	}
	for _, kind := range []string{"{crc:github:ghp_}", "{pem:RSA PRIVATE KEY}"} {
		for _, pushed := range []bool{false, true} {
			t.Run(kind+map[bool]string{true: " pushed"}[pushed], func(t *testing.T) {
				value, _ := recipe.Expand(kind)
				if len(value) < 20 || strings.Contains(value, "{") {
					t.Fatalf("the recipe %s gives no value", kind)
				}
				testPlan(t, value, pushed)
			})
		}
	}
}

func testPlan(t *testing.T, value string, pushed bool) {
	dir, temporary := t.TempDir(), t.TempDir()
	c := &clinic{t, dir, buildForTest(t)}
	c.git("init", "-q", "-b", "main", "--template=")
	c.put("a.py", "key = \"\"\"\n"+value+"\n\"\"\"\n", 0o644)
	c.git("add", ".")
	c.git("commit", "-q", "-m", "add it")
	c.git("tag", "v1")
	c.put("b.txt", "data: "+base64.StdEncoding.EncodeToString([]byte(value))+"\n", 0o644)
	c.git("add", ".")
	c.git("commit", "-q", "-m", "use "+value)
	c.git("switch", "-q", "-c", "side")
	c.put("c.txt", "x\n", 0o644)
	c.git("rm", "-q", "a.py", "b.txt")
	c.git("add", ".")
	c.git("commit", "-q", "-m", "remove it")
	work := dir
	if pushed {
		origin := filepath.Join(t.TempDir(), "origin.git")
		damageGit(t, dir, "", "init", "-q", "--bare", "-b", "main", origin)
		c.git("remote", "add", "origin", origin)
		c.git("push", "-q", "origin", "main", "side", "v1")
		work = origin
	}
	c.put("local.env", "KEY=\""+value+"\"\n", 0o600)
	code, out := c.run([]string{"TMPDIR=" + temporary}, "trace", "--value-from", "local.env", "KEY", "--plan")
	if code != 1 || strings.Contains(out, value) {
		t.Fatalf("exit code %d:\n%s", code, out)
	}
	c.remove("local.env")
	files, err := filepath.Glob(filepath.Join(temporary, "envguard-replace-*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%v: %v\n%s", files, err, out)
	}
	if info, err := os.Stat(files[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v: %v", info, err)
	}
	var script bytes.Buffer
	script.WriteString("set -e\n")
	for line := range strings.Lines(out) {
		if cmd := strings.TrimSpace(line); strings.HasPrefix(line, "   ") && (strings.HasPrefix(cmd, "git ") || strings.HasPrefix(cmd, "cd ") || strings.HasPrefix(cmd, "url=") || strings.HasPrefix(cmd, "rm ")) {
			script.WriteString(cmd + "\n")
		}
	}
	cmd := exec.CommandContext(context.Background(), "sh")
	cmd.Dir, cmd.Stdin = dir, &script
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("the plan: %v\n%s", err, strings.ReplaceAll(string(out), value, "SECRET"))
	}
	if _, err := os.Stat(files[0]); err == nil {
		t.Error("the file with the secret is still there")
	}
	if pushed { // a fresh clone of the rewritten repository
		clone := filepath.Join(t.TempDir(), "clone")
		damageGit(t, dir, "", "clone", "-q", "--no-local", work, clone)
		work = clone
	}
	c.dir = work
	if code, out := c.run(nil, "scan", "--history"); code != 0 {
		t.Errorf("scan --history after the plan: exit code %d\n%s", code, out)
	}
	c.put("local.env", "KEY=\""+value+"\"\n", 0o600)
	if code, out := c.run(nil, "trace", "--value-from", "local.env", "KEY"); code != 0 {
		t.Errorf("trace after the plan: exit code %d\n%s", code, out)
	}
}
