package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// executing are the settings by which git runs a program. Each leaves a mark if it is
// run. %s is the program.
var executing = [][]string{
	{"core.fsmonitor", "%s"},
	{"core.hooksPath", "hooks"},
	{"core.pager", "%s"},
	{"core.editor", "%s"},
	{"core.sshCommand", "%s"},
	{"core.askPass", "%s"},
	{"core.gitProxy", "%s"},
	{"core.alternateRefsCommand", "%s"},
	{"credential.helper", "!%s"},
	{"sequence.editor", "%s"},
	{"gpg.program", "%s", "log.showSignature", "true"},
	{"gpg.ssh.program", "%s", "log.showSignature", "true"},
	{"diff.external", "%s"},
	{"diff.x.command", "%s"},
	{"diff.x.textconv", "%s"},
	{"merge.x.driver", "%s"},
	{"filter.x.clean", "%s", "filter.x.required", "true"},
	{"filter.x.smudge", "%s"},
	{"filter.x.process", "%s"},
	{"filter.x=y.clean", "%s"},
	{"alias.rev-parse", "!%s"},
	{"alias.check-ignore", "!%s"},
	{"pager.log", "%s"},
	{"uploadpack.packObjectsHook", "%s"},
	{"trailer.x.command", "%s"},
	{"interactive.diffFilter", "%s"},
	{"extensions.partialClone", "origin", "remote.origin.url", "ext::%s"},
	{"remote.origin.vcs", "x", "remote.origin.promisor", "true"},
	{"include.path", "included"},
}

// TestForeignCode runs subcommands with each setting that can execute a program, and both
// engines; all of them with ENVGUARD_ATTACKS=all. filter.x.clean was run by fix: git update-index cleans files that are
// as old as the index.
func TestForeignCode(t *testing.T) {
	commands := [][]string{
		{"check"},
		{"check", "--all-lines"},
		{"scan"},
		{"scan", "--history"},
		{"scan", "--rev", "HEAD"},
		{"scan", "--range", "HEAD~1..HEAD"},
		{"scan", "--not-pushed"},
		{"scan", "--recurse-submodules"},
		{"hook", "commit-msg", "a.txt"},
		{"hook", "update", "refs/heads/x", strings.Repeat("0", 40), "HEAD"},
		{"explain", "s.py:1"},
		{"fix", "--dry-run"},
		{"fix", "--yes"},
		{"install"},
		{"uninstall"},
		{"doctor"},
		{"install", "--agent", "claude"},
		{"trace", "--value-from", ".env", "DEBUG"},
	}
	if os.Getenv("ENVGUARD_ATTACKS") != "all" {
		commands = [][]string{{"scan", "--history"}, {"fix", "--yes"}}
	}
	base := t.TempDir()
	mark := filepath.Join(base, "ran")
	program := filepath.Join(base, "program")
	write(t, program, "#!/bin/sh\n: >>'"+mark+"'\ncat\n", 0o755)
	template := filepath.Join(base, "template")
	git := func(dir string, args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=Ada", "-c", "user.email=ada@example.org"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	if out, err := exec.Command("git", "init", "-q", template).CombinedOutput(); err != nil {
		t.Fatalf("git init: %v\n%s", err, out)
	}
	write(t, filepath.Join(template, "s.py"), "import os\n", 0o644)
	write(t, filepath.Join(template, "a.txt"), "text\n", 0o644)
	git(template, "add", ".")
	git(template, "commit", "-qm", "first")
	write(t, filepath.Join(template, ".gitattributes"), "* filter=x diff=x merge=x\n", 0o644)
	write(t, filepath.Join(template, ".env"), "API_SECRET=\nDEBUG=1\n", 0o644)
	git(template, "add", ".")
	git(template, "commit", "-qm", "second")
	write(t, filepath.Join(template, "a.txt"), "texts\n", 0o644)
	git(template, "add", ".")
	write(t, filepath.Join(template, "hooks/post-index-change"), "#!/bin/sh\n"+program+"\n", 0o755)
	write(t, filepath.Join(template, ".git/included"), "[core]\n\tfsmonitor = "+program+"\n", 0o644)

	for i, setting := range executing {
		for _, engine := range []string{"native", "git"} {
			for _, args := range commands {
				if engine == "git" && args[0] != "check" && args[0] != "scan" && args[0] != "hook" && args[0] != "fix" {
					continue
				}
				dir := filepath.Join(base, "repo")
				if err := os.CopyFS(dir, os.DirFS(template)); err != nil {
					t.Fatal(err)
				}
				// Each entry matches its file, which is younger than the index: git looks at
				// the content to see whether it has changed since.
				git(dir, "update-index", "-q", "--refresh")
				old := time.Unix(1e9, 0)
				if err := os.Chtimes(filepath.Join(dir, ".git/index"), old, old); err != nil {
					t.Fatal(err)
				}
				for k := 0; k < len(setting); k += 2 {
					git(dir, "config", setting[k], strings.ReplaceAll(setting[k+1], "%s", program))
				}
				os.Remove(mark)
				args := append([]string{"-C", dir}, args...)
				if args[len(args)-1] == "HEAD" && args[2] == "hook" { // git gives an id
					id, err := exec.Command("git", "-C", template, "rev-parse", "HEAD").Output()
					if err != nil {
						t.Fatal(err)
					}
					args[len(args)-1] = strings.TrimSpace(string(id))
				}
				if engine == "git" {
					args = append(args, "--engine", "git")
				}
				var out, errs bytes.Buffer
				command{strings.NewReader(""), &out, &errs}.run(context.Background(), args)
				if _, err := os.Stat(mark); err == nil {
					t.Errorf("%s: %q ran the program (setting %d)", setting[0], args[2:], i)
				}
				if err := os.RemoveAll(dir); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func write(t *testing.T, name, content string, mode os.FileMode) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), mode); err != nil {
		t.Fatal(err)
	}
}
