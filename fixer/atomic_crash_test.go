package fixer

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// crashVariable says the test binary that it is the process to be killed.
const crashVariable = "ENVGUARD_TEST_CRASH"

// A crashFile is a file of the crash test. Its content is one of two.
type crashFile struct {
	path   string
	mode   fs.FileMode
	isNew  bool // made again each time
	secret bool
}

var crashFiles = []crashFile{
	{path: ".gitignore", mode: 0o644},
	{path: "app/.env", mode: 0o600, isNew: true, secret: true},
	{path: "app/.env.example", mode: 0o664},
	{path: ".env.local", mode: 0o600, secret: true},
	{path: "app/run", mode: 0o755},
}

const crashMark = "MARK-OF-A-PRIVATE-FILE"

// content is what the file holds in a version.
func (f crashFile) content(version byte) []byte {
	line := fmt.Sprintf("%s %c\n", f.path, version)
	if f.secret {
		line = crashMark + " " + line
	}
	return bytes.Repeat([]byte(line), 2000)
}

// crashPlan turns every file into its other version, whatever it is now.
func crashPlan(dir string) (*Plan, error) {
	plan := &Plan{}
	for _, f := range crashFiles {
		now, err := os.ReadFile(filepath.Join(dir, f.path))
		c := Change{Path: f.path, Before: now, After: f.content('A'), Perm: f.mode}
		switch {
		case errors.Is(err, fs.ErrNotExist) && f.isNew:
			c.Before = nil
		case err != nil:
			return nil, err
		case bytes.Equal(now, c.After):
			c.After = f.content('B')
		}
		plan.Changes = append(plan.Changes, c)
	}
	return plan, nil
}

// TestCrashChild is the process that is killed. It says when it begins, and
// never ends by itself while all goes well.
func TestCrashChild(t *testing.T) {
	dir := os.Getenv(crashVariable)
	if dir == "" {
		t.Skip("runs as a child of TestCrash only")
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("ready")
	for {
		os.Remove(filepath.Join(dir, "app/.env"))
		plan, err := crashPlan(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := Apply(root, nil, plan); err != nil {
			t.Fatal(err)
		}
	}
}

// TestCrash kills a process that applies plans, and looks at what it left.
func TestCrash(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no process is killed as surely here")
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	root, dir := openTestRoot(t)
	for _, f := range crashFiles {
		if !f.isNew {
			writeFile(t, filepath.Join(dir, f.path), string(f.content('A')), f.mode)
		}
	}
	rounds := 40
	if testing.Short() {
		rounds = 10
	}
	left, partly := 0, 0
	end := time.Now().Add(2 * time.Second)
	for round := 0; round < rounds && (round < 3 || time.Now().Before(end)); round++ {
		cmd := exec.Command(exe, "-test.run=^TestCrashChild$")
		cmd.Env = append(os.Environ(), crashVariable+"="+dir)
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		said := bufio.NewScanner(out)
		said.Scan()
		time.Sleep(time.Duration(rand.IntN(20_000)) * time.Microsecond)
		cmd.Process.Kill()
		for said.Scan() {
			t.Errorf("the child says %q", said.Text())
		}
		if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
			t.Fatalf("the child ended by itself: %v", err)
		}
		left += checkCrash(t, dir)
		partly += versions(t, dir)

		plan, err := crashPlan(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := Apply(root, nil, plan); err != nil {
			t.Fatalf("round %d: applying a plan afterwards: %v", round, err)
		}
		if n := checkCrash(t, dir); n > 0 {
			t.Fatalf("round %d: %d temporary files are left", round, n)
		}
		for _, c := range plan.Changes {
			if got := readFile(t, filepath.Join(dir, c.Path)); got != string(c.After) {
				t.Errorf("round %d: %s was not completed", round, c.Path)
			}
		}
		if t.Failed() {
			return
		}
	}
	t.Logf("%d temporary files were left; in %d rounds the plan was done in part", left, partly)
}

// checkCrash holds every file of the folder against what it may be, and
// returns how many are temporary.
func checkCrash(t *testing.T, dir string) (temporary int) {
	t.Helper()
	known := map[string]crashFile{}
	for _, f := range crashFiles {
		known[f.path] = f
		if _, err := os.Lstat(filepath.Join(dir, f.path)); err != nil && !f.isNew {
			t.Errorf("%s is gone: %v", f.path, err)
		}
	}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		content := []byte(readFile(t, name))
		info, err := d.Info()
		if err != nil {
			return err
		}
		if isTemp(d.Name()) {
			temporary++
			if bytes.Contains(content, []byte(crashMark)) && info.Mode().Perm()&0o077 != 0 {
				t.Errorf("%s holds something private and has the mode %v", rel, info.Mode().Perm())
			}
			return nil
		}
		f, ok := known[filepath.ToSlash(rel)]
		switch {
		case !ok:
			t.Errorf("there is a file %s", rel)
		case !bytes.Equal(content, f.content('A')) && !bytes.Equal(content, f.content('B')):
			t.Errorf("%s is not whole: %d bytes", rel, len(content))
		case info.Mode().Perm() != f.mode:
			t.Errorf("%s has the mode %v, want %v", rel, info.Mode().Perm(), f.mode)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return temporary
}

// versions returns 1 if the files are not all of one version.
func versions(t *testing.T, dir string) int {
	t.Helper()
	seen := map[byte]bool{}
	for _, f := range crashFiles {
		if content, err := os.ReadFile(filepath.Join(dir, f.path)); err == nil && len(content) > 2 {
			seen[content[len(content)-2]] = true
		}
	}
	return len(seen) - 1
}
