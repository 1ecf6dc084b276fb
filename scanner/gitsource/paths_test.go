package gitsource

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/envguard/envguard/scanner"
)

// What the pre-commit framework does: names of files, relative to the top.
func TestStagedPaths(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the names of these files do not exist there")
	}
	t.Parallel()
	r := newGitRepo(t)
	odd := []string{"-x", "--cached", "a\nb", "caf\xe9", ":(top)x", "sp ace"}
	for _, name := range odd {
		r.write(name, canary+" committed\n")
	}
	r.write("changed", "old\n")
	r.write("same", canary+"\n")
	firstCommit(r)
	r.write("changed", "staged "+canary+"\n")
	r.write("other", "not asked for\n")
	r.git("add", "changed", "other")
	r.write("changed", "on disk\n")
	r.write("same", "on disk\n")
	r.write("untracked", "untracked "+canary+"\n")
	r.write("later", "x\n")
	r.git("add", "-N", "later")
	outside := filepath.Join(t.TempDir(), "outside")
	for _, engine := range engines {
		repo := r.open(engine)
		y := read(repo.Staged([]string{"changed", filepath.Join(r.dir, "same"), "untracked", "gone", outside, "later", "./changed"}))
		want := []string{
			shown("changed", 0, []byte("staged "+canary+"\n")),
			shown("same", 0, []byte(canary+"\n")),
			shown("untracked", 0, []byte("untracked "+canary+"\n")),
		}
		if !slices.Equal(y.Blobs, want) || y.Error != "" {
			t.Errorf("engine %q: read %q, error %q; want %q", engine, y.Blobs, y.Error, want)
		}
		if len(y.Skips) != 2 || !strings.Contains(strings.Join(y.Skips, "\n"), "gone: not in the index") || !strings.Contains(strings.Join(y.Skips, "\n"), "outside the repository") {
			t.Errorf("engine %q: skipped %q", engine, y.Skips)
		}
		if y.Desc.NoBlob[noBlobITA] != 1 {
			t.Errorf("engine %q: intent to add is not counted: %v", engine, y.Desc.NoBlob)
		}
		for b, err := range repo.Staged([]string{"changed", "same"}).Blobs(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			if b.Changed != (b.Path == "changed") {
				t.Errorf("engine %q: %s: changed is %v", engine, b.Path, b.Changed)
			}
		}
		y = read(repo.Staged(odd))
		if len(y.Blobs) != len(odd) || len(y.Skips) > 0 || y.Error != "" {
			t.Errorf("engine %q: of the odd names it read %q, skipped %q, error %q", engine, y.Blobs, y.Skips, y.Error)
		}
		if y := read(repo.Staged([]string{})); len(y.Blobs) > 0 {
			t.Errorf("engine %q: no paths gave %q", engine, y.Blobs)
		}
		below := r.at(filepath.Join(r.dir, "old")).open(engine)
		if below.Prefix() != "old" {
			t.Errorf("engine %q: prefix is %q", engine, below.Prefix())
		}
		y = read(below.Staged([]string{"file.txt", "../same"}))
		if len(y.Blobs) != 2 || len(y.Skips) > 0 {
			t.Errorf("engine %q: from below the top it read %q, skipped %q", engine, y.Blobs, y.Skips)
		}
		if y := read(repo.Staged([]string{"old"})); len(y.Blobs) != 1 {
			t.Errorf("engine %q: of a folder it read %q", engine, y.Blobs)
		}
	}
}

// Both sides of a conflict are read when the file is asked for by name, too.
func TestStagedPathsConflict(t *testing.T) {
	t.Parallel()
	r := newGitRepo(t)
	conflict(r, canary, false)
	for _, engine := range engines {
		var stages []int
		for b, err := range r.open(engine).Staged([]string{"both.txt"}).Blobs(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			stages = append(stages, b.Stage)
			if !b.Changed {
				t.Errorf("engine %q: stage %d has no version in HEAD", engine, b.Stage)
			}
		}
		if !slices.Equal(stages, []int{2, 3}) {
			t.Errorf("engine %q: stages %v", engine, stages)
		}
	}
}

// wantWorktree is git's own list of the files in the work tree.
func (r *gitRepo) wantWorktree() []string {
	r.t.Helper()
	var list []string
	for p := range strings.SplitSeq(r.git("ls-files", "-z", "-c", "-o", "--exclude-standard", "--deduplicate"), "\x00") {
		name := filepath.Join(r.dir, p)
		info, err := os.Lstat(name)
		switch {
		case p == "" || err != nil || info.IsDir():
			continue
		case info.Mode()&os.ModeSymlink != 0:
			target, _ := os.Readlink(name)
			list = append(list, shown(p, 0, []byte(target)))
		case info.Mode().IsRegular():
			data, err := os.ReadFile(name)
			if err != nil {
				r.t.Fatal(err)
			}
			list = append(list, shown(p, 0, data))
		}
	}
	slices.Sort(list)
	return list
}

func worktreeRepo(t *testing.T) *gitRepo {
	r := newGitRepo(t)
	r.write(".gitignore", "*.log\n/build/\n.env\n!keep.log\n")
	r.write("sub/.gitignore", "secret.txt\n")
	firstCommit(r)
	r.write("gone", "x\n")
	r.write("vendor/build.log", canary+" tracked although ignored\n")
	r.write("build/tracked.c", "tracked in an ignored folder\n")
	r.git("add", "-f", ".")
	r.git("commit", "-qm", "second")
	os.Remove(filepath.Join(r.dir, "gone"))
	r.write("new file", "untracked "+canary+"\n")
	r.write("build/out.o", "ignored\n")
	r.write("x.log", "ignored\n")
	r.write("keep.log", "not ignored\n")
	r.write("sub/secret.txt", "ignored\n")
	r.write("sub/other.txt", "untracked\n")
	r.write(".env", "ignored\n")
	r.write("fake/.git/notes", "an empty .git makes no repository\n")
	r.write("fake/file", "untracked\n")
	inner := &gitRepo{t: t, dir: filepath.Join(r.dir, "nested")}
	if err := os.Mkdir(inner.dir, 0o777); err != nil {
		t.Fatal(err)
	}
	inner.git("init", "-q")
	inner.write("file", "of another repository\n")
	inner.git("add", ".")
	inner.git("commit", "-qm", "x")
	return r
}

// The work tree is what git lists as tracked, or as untracked and not ignored.
func TestWorktree(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no symbolic links and FIFOs there")
	}
	t.Parallel()
	r := worktreeRepo(t)
	os.Symlink(canary, filepath.Join(r.dir, "link"))
	os.Symlink("sub", filepath.Join(r.dir, "link-to-folder"))
	r.write("was-folder/f", "x\n")
	r.write("was-file", "x\n")
	r.git("add", "was-folder", "was-file")
	os.Remove(filepath.Join(r.dir, "was-file"))
	makeFIFO(t, filepath.Join(r.dir, "was-file"))
	os.RemoveAll(filepath.Join(r.dir, "was-folder"))
	os.Symlink("sub", filepath.Join(r.dir, "was-folder"))
	makeFIFO(t, filepath.Join(r.dir, "fifo"))
	r.git("config", "core.excludesFile", filepath.Join(r.dir, ".git/global-ignores"))
	r.write(".git/global-ignores", "globally\n")
	r.write(".git/info/exclude", "excluded\n")
	r.write("globally", "x")
	r.write("excluded", "x")
	want := r.wantWorktree()
	for _, engine := range engines {
		y := read(r.open(engine).Worktree(nil))
		checkYielded(t, engine, y, want)
		if !y.Found {
			t.Errorf("engine %q: secret not found", engine)
		}
		if n := y.Desc.NoBlob; n[noBlobGone] != 2 || n[noBlobNested] != 1 || n[noBlobSpecial] != map[string]int{"git": 1, "native": 2, "": 2}[engine] {
			t.Errorf("engine %q: the receipt counts %v", engine, n)
		}
	}
}

// Only files at or below the paths are read. A named file is read even if git
// ignores it.
func TestWorktreePaths(t *testing.T) {
	t.Parallel()
	r := worktreeRepo(t)
	for _, engine := range engines {
		for _, c := range []struct {
			paths []string
			want  string
		}{
			{[]string{"sub"}, "sub/.gitignore sub/other.txt"},
			{[]string{"sub/"}, "sub/.gitignore sub/other.txt"},
			{[]string{filepath.Join(r.dir, "sub"), "sub/other.txt"}, "sub/.gitignore sub/other.txt"},
			{[]string{".env"}, ".env"},
			{[]string{"build"}, "build/out.o build/tracked.c"},
			{[]string{"old", "vendor"}, "old/file.txt vendor/build.log"},
		} {
			var got []string
			for b, err := range r.open(engine).Worktree(c.paths).Blobs(t.Context()) {
				if err != nil {
					t.Errorf("engine %q, %q: %v", engine, c.paths, err)
				}
				got = append(got, b.Path)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("engine %q, %q: %q", engine, c.paths, got)
			}
		}
		if y := read(r.open(engine).Worktree([]string{"gone"})); y.Error != "" || y.Desc.NoBlob[noBlobGone] != 1 {
			t.Errorf("engine %q: deleted file: %+v", engine, y)
		}
		if y := read(r.open(engine).Worktree([]string{"."})); !slices.Equal(y.Blobs, r.wantWorktree()) {
			t.Errorf("engine %q: \".\" read %q", engine, y.Blobs)
		}
		for _, p := range []string{"no-such-file", "..", "nested/file", "nested"} {
			if y := read(r.open(engine).Worktree([]string{p})); y.Error == "" {
				t.Errorf("engine %q: %q gave no error but %+v", engine, p, y)
			}
		}
	}
}

// A file or a folder that cannot be read is named.
func TestWorktreeUnreadable(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("needs a user whom a file can be closed to")
	}
	t.Parallel()
	r := newGitRepo(t)
	firstCommit(r)
	r.write("closed/file", "x")
	os.Chmod(filepath.Join(r.dir, "closed"), 0)
	os.Chmod(filepath.Join(r.dir, "README"), 0)
	t.Cleanup(func() { os.Chmod(filepath.Join(r.dir, "closed"), 0o700) })
	for _, engine := range engines {
		if y := read(r.open(engine).Worktree(nil)); len(y.Skips) != 2 {
			t.Errorf("engine %q: skipped %q", engine, y.Skips)
		}
	}
}

// Files that sparse-checkout left out are read from the index.
func TestWorktreeSparse(t *testing.T) {
	t.Parallel()
	r := newGitRepo(t)
	r.write("far/f", "x\n")
	firstCommit(r)
	r.git("sparse-checkout", "set", "--cone", "--sparse-index", "old")
	for _, engine := range engines {
		y := read(r.open(engine).Worktree(nil))
		want := append(r.wantWorktree(), shown("far/f", 0, []byte("x\n")))
		slices.Sort(want)
		checkYielded(t, engine, y, want)
		if len(y.Desc.NoBlob) > 0 {
			t.Errorf("engine %q: the receipt counts %v", engine, y.Desc.NoBlob)
		}
	}
}

// An ignore file that cannot be read is named, and what it may ignore is scanned.
func TestUnreadableIgnoreFile(t *testing.T) {
	t.Parallel()
	r := newGitRepo(t)
	s := r.open("native").Worktree(nil).(*worktree)
	ignores := s.tolerant(func(path string, _ bool) (bool, error) {
		if strings.HasPrefix(path, "src/") {
			return false, &fs.PathError{Op: "open", Path: filepath.Join(s.r.at.workTree, "src", ".gitignore"), Err: fs.ErrPermission}
		}
		return path == "ignored", nil
	})
	for path, want := range map[string]bool{"ignored": true, "src/a": false, "src/b": false, "c": false} {
		if got, err := ignores(path, false); got != want || err != nil {
			t.Errorf("%s: ignored %v, error %v", path, got, err)
		}
	}
	if len(s.list.skips) != 1 || s.list.skips[0].Path != "src/.gitignore" {
		t.Errorf("skipped %v", s.list.skips)
	}
}

// What the repository rules see.
func TestSnapshot(t *testing.T) {
	t.Parallel()
	r := newGitRepo(t)
	r.write("app/.env.example", "A=\n")
	r.write(".env", "A=1\n")
	firstCommit(r)
	r.write(".gitignore", ".env\n")
	r.git("add", ".gitignore")
	r.git("rm", "-q", "--cached", ".env")
	r.write("app/.env", "A=2\n")
	r.write("far/away/file", "x\n")
	r.git("add", "far")
	r.git("commit", "-qm", "far")
	r.write("far/away/.env", "A=3\n")
	r.write("far/away/.env.bak", "A=3\n")
	r.write("node_modules/x/.env", "A=4\n")
	r.write("old/file.txt", "changed\n")
	r.git("add", "old")
	for _, engine := range engines {
		repo := r.open(engine)
		for name, src := range map[string]scanner.Source{"staged": repo.Staged(nil), "work tree": repo.Worktree(nil)} {
			read(src)
			snap, err := src.(scanner.Snapshotter).Snapshot(t.Context())
			if err != nil {
				t.Errorf("engine %q, %s: %v", engine, name, err)
				continue
			}
			var got []string
			for _, f := range snap.Files {
				s := f.Path
				for _, in := range []struct {
					yes  bool
					mark string
				}{{f.Head, "H"}, {f.Index, "I"}, {f.Worktree, "W"}} {
					if in.yes {
						s += " " + in.mark
					}
				}
				got = append(got, s)
			}
			want := []string{".env W", "app/.env W", "app/.env.example H I W", "far/away/.env W"}
			if name == "work tree" {
				want = append(want, "far/away/.env.bak W", "node_modules/x/.env W")
			}
			if !slices.Equal(slices.DeleteFunc(got, func(s string) bool { return strings.HasPrefix(s, ".gitignore") }), want) {
				t.Errorf("engine %q, %s: files %q, want %q", engine, name, got, want)
			}
			res, err := snap.Ignored("app/.env")
			if err != nil || !res.Ignored || res.File != ".gitignore" || res.Line != 1 {
				t.Errorf("engine %q, %s: ignored: %+v, %v", engine, name, res, err)
			}
			if data, err := snap.Read("app/.env.example", 1); err != nil || string(data) != "A=\n" {
				t.Errorf("engine %q, %s: read from the index: %q, %v", engine, name, data, err)
			}
			if data, err := snap.Read("app/.env", 0); err != nil || string(data) != "A=2\n" {
				t.Errorf("engine %q, %s: read from disk: %q, %v", engine, name, data, err)
			}
			if _, err := snap.Read("app/.env", 2); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("engine %q, %s: read from HEAD: %v", engine, name, err)
			}
			if probed := src.(scanner.Describer).Describe().Probed; (probed != "") != (name == "staged") {
				t.Errorf("engine %q, %s: probed %q", engine, name, probed)
			}
		}
	}
}
