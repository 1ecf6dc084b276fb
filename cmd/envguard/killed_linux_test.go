package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules/recipe"
)

// TestFixKilled kills `fix --yes` at its system calls, one run per call, and looks at
// what is left. A killed run used to leave the whole .env under a name that git add
// takes. With ENVGUARD_ATTACKS=all it is killed at every call that can change a file.
func TestFixKilled(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed")
	}
	calls, most := []string{"linkat", "renameat,renameat2", "unlinkat"}, 3
	if os.Getenv("ENVGUARD_ATTACKS") == "all" {
		calls = append(calls, "openat", "write", "fchmod,fchmodat", "fchown", "fsync", "flock", "ftruncate", "mkdirat", "close")
		most = 400
	}
	binary := filepath.Join(t.TempDir(), "envguard")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	private, _ := recipe.Expand("# the store's\nAPI_SECRET={alnum:32}\nDB_PASSWORD={alnum:24}\nDEBUG=1\n")
	example := "API_SECRET=\nDEBUG=1\n"
	seen := 0
	for _, call := range calls {
		for n := 1; n <= most; n++ {
			dir := t.TempDir()
			write(t, filepath.Join(dir, ".env"), private, 0o600)
			write(t, filepath.Join(dir, ".env.example"), example, 0o644)
			if out, err := exec.Command("sh", "-c", "cd '"+dir+"' && git init -q && git add -f .env .env.example").CombinedOutput(); err != nil {
				t.Fatalf("git: %v\n%s", err, out)
			}
			cmd := exec.Command(strace, "-f", "-qq", "-o", os.DevNull, "-e", "trace="+call,
				"-e", fmt.Sprintf("inject=%s:signal=KILL:when=%d", call, n), binary, "-C", dir, "fix", "--yes")
			cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
			var out bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &out
			err := cmd.Run()
			if err == nil || cmd.ProcessState.Exited() && cmd.ProcessState.ExitCode() < 128 && !strings.Contains(err.Error(), "killed") {
				break // it makes no more calls of this kind
			}
			seen++
			wholeFiles(t, dir, private, example, fmt.Sprintf("%s %d", call, n))
			os.Remove(filepath.Join(dir, ".git/index.lock")) // git's, if it was killed with us
			if out, err := exec.Command(binary, "-C", dir, "fix", "--yes").CombinedOutput(); err != nil {
				t.Fatalf("%s %d: fixing it afterwards: %v\n%s", call, n, err, out)
			}
			left, _ := filepath.Glob(filepath.Join(dir, ".git/.env.*"))
			if len(left) > 0 {
				t.Errorf("%s %d: the next run left %q", call, n, left)
			}
		}
	}
	if seen == 0 {
		t.Error("no run was killed")
	}
	t.Logf("%d runs were killed", seen)
}

// wholeFiles wants the work tree to hold the files of before or after, and no others.
func wholeFiles(t *testing.T, dir, private, example, at string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == ".git" {
				return fs.SkipDir
			}
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		switch text := string(data); d.Name() {
		case ".env":
			if text != private {
				t.Errorf("%s: .env has changed to %d bytes", at, len(data))
			}
		case ".env.example":
			if text != example && !strings.Contains(text, "DB_PASSWORD") {
				t.Errorf("%s: .env.example is not whole: %d bytes", at, len(data))
			}
		case ".gitignore":
			if !strings.HasSuffix(text, ".env\n") {
				t.Errorf("%s: .gitignore is not whole: %d bytes", at, len(data))
			}
		default:
			t.Errorf("%s: %s was left in the work tree", at, d.Name())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
