package fixer

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/envguard/envguard/rules"
)

// A fakeIndex notes what is asked of it.
type fakeIndex struct {
	calls             []string
	refuse, failApply error
}

func (f *fakeIndex) Untrack(paths []string) error {
	f.calls = append(f.calls, fmt.Sprintf("untrack %q", paths))
	return f.failApply
}

func (f *fakeIndex) Replace(path string, before, after []byte) error {
	f.calls = append(f.calls, fmt.Sprintf("replace %s %q %q", path, before, after))
	return f.failApply
}

func (f *fakeIndex) CheckUntrack([]string) error       { return f.refuse }
func (f *fakeIndex) CheckReplace(string, []byte) error { return f.refuse }

func openTestRoot(t testing.TB) (*os.Root, string) {
	t.Helper()
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root, dir
}

func writeFile(t testing.TB, name, content string, mode fs.FileMode) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(name, mode); err != nil {
		t.Fatal(err)
	}
}

func readFile(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// wantMode compares permissions where the system has them.
func wantMode(t testing.TB, name string, want fs.FileMode) {
	t.Helper()
	info, err := os.Lstat(name)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != want && runtime.GOOS != "windows" {
		t.Errorf("%s has the mode %v, want %v", filepath.Base(name), got, want)
	}
}

// names lists a folder, temporary files included.
func names(t testing.TB, dir string) []string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		out = append(out, e.Name())
	}
	return out
}

func TestApply(t *testing.T) {
	root, dir := openTestRoot(t)
	writeFile(t, filepath.Join(dir, ".env.example"), "A=1\r\n", 0o640)
	writeFile(t, filepath.Join(dir, ".gitignore"), "x\n", 0o755)
	index := &fakeIndex{}
	plan := &Plan{Changes: []Change{
		{Path: ".gitignore", Before: []byte("x\n"), After: []byte("x\n.env\n")},
		{Path: ".env", Untrack: true},
		{Path: "sub/.env", Untrack: true},
		{Path: ".env.example", Before: []byte("A=1\r\n"), After: []byte("A=\r\n")},
		{Path: ".env.example", Place: rules.Index, Before: []byte("A=1\n"), After: []byte("A=\n")},
		{Path: ".env.example", Before: []byte("A=\r\n"), After: []byte("A=\r\nB=\r\n")},
		{Path: ".env", After: []byte("A=x\n"), Perm: 0o600},
		{Path: "empty", After: []byte{}},
	}}
	if err := Apply(root, index, plan); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{".gitignore": "x\n.env\n", ".env.example": "A=\r\nB=\r\n", ".env": "A=x\n", "empty": ""} {
		if got := readFile(t, filepath.Join(dir, name)); got != want {
			t.Errorf("%s holds %q, want %q", name, got, want)
		}
	}
	wantMode(t, filepath.Join(dir, ".gitignore"), 0o755)
	wantMode(t, filepath.Join(dir, ".env.example"), 0o640)
	wantMode(t, filepath.Join(dir, ".env"), 0o600)
	wantMode(t, filepath.Join(dir, "empty"), 0o600)
	if got, want := names(t, dir), []string{".env", ".env.example", ".gitignore", "empty"}; !slices.Equal(got, want) {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
	if want := []string{`untrack [".env" "sub/.env"]`, `replace .env.example "A=1\n" "A=\n"`}; !slices.Equal(index.calls, want) {
		t.Errorf("the index was asked %q, want %q", index.calls, want)
	}
	// A plan cannot be applied twice, and the error says so.
	err := Apply(root, index, plan)
	if err == nil || !strings.Contains(err.Error(), "has changed since the plan was made") {
		t.Errorf("a second time: %v", err)
	}
}

// TestApplyRefuses makes one change impossible. Nothing may be written then,
// not even what is before it in the plan.
func TestApplyRefuses(t *testing.T) {
	target := func(dir string) string { return filepath.Join(dir, "sub", "target") }
	for _, c := range []struct {
		name, want string
		hint       bool
		unix       bool
		make       func(t *testing.T, dir string)
		change     func(*Change)
	}{
		{name: "changed since", want: "changed since the plan", hint: true, make: func(t *testing.T, dir string) { writeFile(t, target(dir), "OTHER=1\n", 0o644) }},
		{name: "gone since", want: "is gone since", hint: true, make: func(t *testing.T, dir string) { os.Remove(target(dir)) }},
		{name: "exists by now", want: "exists by now", hint: true, change: func(c *Change) { c.Before = nil }},
		{name: "read-only", want: "read-only", hint: true, make: func(t *testing.T, dir string) { os.Chmod(target(dir), 0o444) }},
		{name: "symbolic link", want: "symbolic link", hint: true, unix: true, make: func(t *testing.T, dir string) {
			os.Rename(target(dir), filepath.Join(dir, "real"))
			os.Symlink("../real", target(dir))
		}},
		{name: "dangling symbolic link for a new file", want: "symbolic link", hint: true, unix: true, make: func(t *testing.T, dir string) {
			os.Remove(target(dir))
			os.Symlink("../nowhere", target(dir))
		}, change: func(c *Change) { c.Before = nil }},
		{name: "folder behind a symbolic link", want: "symbolic link", hint: true, unix: true, make: func(t *testing.T, dir string) {
			os.Rename(filepath.Join(dir, "sub"), filepath.Join(dir, "real"))
			os.Symlink("real", filepath.Join(dir, "sub"))
		}},
		{name: "hard link", want: "2 names", hint: true, unix: true, make: func(t *testing.T, dir string) {
			if err := os.Link(target(dir), filepath.Join(dir, "other")); err != nil {
				t.Skip(err)
			}
		}},
		{name: "folder", want: "is a folder", make: func(t *testing.T, dir string) {
			os.Remove(target(dir))
			os.Mkdir(target(dir), 0o755)
		}},
		{name: "huge", want: "larger than", hint: true, make: func(t *testing.T, dir string) { os.Truncate(target(dir), MaxFileSize+1) }},
		{name: "becomes huge", want: "larger than", hint: true, change: func(c *Change) { c.After = make([]byte, MaxFileSize+1) }},
		{name: "no such folder", want: "no folder nowhere", hint: true, change: func(c *Change) { c.Path, c.Before = "nowhere/at/all", nil }},
		{name: "folder is a file", want: "is no folder", change: func(c *Change) { c.Path = "first/target" }},
		{name: "outside", want: "not one below", change: func(c *Change) { c.Path = "../target" }},
		{name: "absolute", want: "not one below", change: func(c *Change) { c.Path = "/etc/target" }},
		{name: "not clean", want: "not one below", change: func(c *Change) { c.Path = "sub/../sub/target" }},
		{name: "nothing", want: "not one below", change: func(c *Change) { c.Path = "" }},
		{name: "git's own", want: "belongs to git", change: func(c *Change) { c.Path = "sub/.GIT/config" }},
		{name: "git's own, short name", want: "belongs to git", change: func(c *Change) { c.Path = "git~1/config" }},
		{name: "deletion", want: "deleted", change: func(c *Change) { c.After = nil }},
		{name: "untrack and change", want: "untracked and", change: func(c *Change) { c.Untrack = true }},
		{name: "HEAD", want: "nothing can change", change: func(c *Change) { c.Place = rules.Head }},
		{name: "two that do not fit", want: "fit together", change: func(c *Change) { c.Path, c.Before = "first", []byte("other") }},
		{name: "the index says no", want: "index is locked", change: func(c *Change) { c.Place = rules.Index }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.unix && runtime.GOOS == "windows" {
				t.Skip("needs links")
			}
			root, dir := openTestRoot(t)
			writeFile(t, filepath.Join(dir, "first"), "1\n", 0o644)
			writeFile(t, target(dir), "A=1\n", 0o644)
			if c.make != nil {
				c.make(t, dir)
			}
			change := Change{Path: "sub/target", Before: []byte("A=1\n"), After: []byte("A=2\n")}
			if c.change != nil {
				c.change(&change)
			}
			plan := &Plan{Changes: []Change{{Path: "first", Before: []byte("1\n"), After: []byte("2\n")}, change}}
			index := &fakeIndex{refuse: errors.New("the index is locked")}
			err := Apply(root, index, plan)
			if err == nil {
				t.Fatal("it was applied")
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %q, want it to say %q", err, c.want)
			}
			var h interface{ Hint() string }
			if got := errors.As(err, &h) && h.Hint() != ""; got != c.hint {
				t.Errorf("there is a hint: %v, want %v", got, c.hint)
			}
			if got := readFile(t, filepath.Join(dir, "first")); got != "1\n" {
				t.Errorf("the first file holds %q", got)
			}
			filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
				if isTemp(filepath.Base(name)) {
					t.Errorf("%s was left", name)
				}
				return err
			})
			if len(index.calls) > 0 {
				t.Errorf("the index was changed: %q", index.calls)
			}
		})
	}
}

// TestApplyMidway has the index fail after a file was written.
func TestApplyMidway(t *testing.T) {
	root, dir := openTestRoot(t)
	index := &fakeIndex{failApply: errors.New("no space left")}
	err := Apply(root, index, &Plan{Changes: []Change{
		{Path: ".gitignore", After: []byte(".env\n"), Perm: 0o644},
		{Path: ".env", Untrack: true},
		{Path: ".env.example", After: []byte("A=\n")},
	}})
	var partial *PartialError
	if !errors.As(err, &partial) {
		t.Fatalf("the error is %v", err)
	}
	if !slices.Equal(partial.Done, []string{"wrote .gitignore"}) || !slices.Equal(partial.NotDone, []string{"untrack .env", "write .env.example"}) {
		t.Errorf("done %q, not done %q", partial.Done, partial.NotDone)
	}
	if !strings.Contains(err.Error(), "no space left") || partial.Hint() == "" {
		t.Errorf("the error is %q, the hint %q", err, partial.Hint())
	}
	if got := names(t, dir); !slices.Equal(got, []string{".gitignore"}) {
		t.Errorf("the folder holds %q", got)
	}
}

func TestApplyNeedsIndex(t *testing.T) {
	root, dir := openTestRoot(t)
	err := Apply(root, nil, &Plan{Changes: []Change{{Path: "new", After: []byte("1")}, {Path: ".env", Untrack: true}}})
	if err == nil || len(names(t, dir)) > 0 {
		t.Errorf("error %v, the folder holds %q", err, names(t, dir))
	}
}

// TestApplyFirstFails has a file change between the check and its turn.
func TestWriteChangesMeanwhile(t *testing.T) {
	root, dir := openTestRoot(t)
	name := filepath.Join(dir, "f")
	for _, before := range [][]byte{nil, []byte("1")} {
		os.Remove(name)
		if before != nil {
			writeFile(t, name, string(before), 0o644)
		}
		w := &write{path: "f", before: before, after: []byte("2")}
		b := batch{root: root, writes: []*write{w}}
		if err := errors.Join(b.check(), b.prepare()); err != nil {
			t.Fatal(err)
		}
		writeFile(t, name, "another's", 0o644)
		if err := w.commit(); err == nil {
			t.Error("it was overwritten")
		}
		// Even without the last look a new file overwrites nothing.
		if before == nil {
			w.info = nil
			if err := w.replace(); !errors.Is(err, fs.ErrExist) {
				t.Errorf("the error is %v", err)
			}
		}
		b.close()
		if got := readFile(t, name); got != "another's" {
			t.Errorf("it holds %q", got)
		}
		if got := names(t, dir); !slices.Equal(got, []string{"f"}) {
			t.Errorf("the folder holds %q", got)
		}
	}
}

func TestWriteFile(t *testing.T) {
	root, dir := openTestRoot(t)
	name := filepath.Join(dir, ".env")
	if err := WriteFile(root, ".env", nil, []byte("A=1\n"), 0); err != nil {
		t.Fatal(err)
	}
	wantMode(t, name, 0o600)
	if err := WriteFile(root, ".env", nil, []byte("B=1\n"), 0o600); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a new file over another: %v", err)
	}
	os.Chmod(name, 0o620)
	if err := WriteFile(root, ".env", []byte("A=1\n"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	wantMode(t, name, 0o620)
	if got := readFile(t, name); got != "" {
		t.Errorf("it holds %q", got)
	}
}

// TestLeftovers plants what a killed run leaves, and what only looks like it.
func TestLeftovers(t *testing.T) {
	root, dir := openTestRoot(t)
	left := ".envguard-ABCDEFGHIJKLMNOPQRSTUVWX27.tmp"
	keep := []string{".envguard-abcdefghijklmnopqrstuvwx27.tmp", ".envguard-.tmp", ".envguard.tmp", "x" + left, left + "x"}
	for _, n := range append(keep, left, "sub/"+left) {
		writeFile(t, filepath.Join(dir, n), "S=1\n", 0o600)
	}
	if err := WriteFile(root, ".env", nil, []byte("A=1\n"), 0); err != nil {
		t.Fatal(err)
	}
	want := append(slices.Clone(keep), ".env", "sub")
	slices.Sort(want)
	if got := names(t, dir); !slices.Equal(got, want) {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
	removed, err := RemoveLeftovers(root, []string{"", "nowhere", "sub"})
	if err != nil || !slices.Equal(removed, []string{"sub/" + left}) {
		t.Errorf("removed %q, %v", removed, err)
	}
}
