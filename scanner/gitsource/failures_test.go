package gitsource

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// loosePath is the file of a loose object.
func (r *gitRepo) loosePath(id string) string {
	return filepath.Join(r.dir, ".git/objects", id[:2], id[2:])
}

// An object that cannot be read is named, and the others are read all the
// same.
func TestUnreadableObject(t *testing.T) {
	cases := map[string]func(t *testing.T, r *gitRepo, id string){
		"missing": func(t *testing.T, r *gitRepo, id string) { os.Remove(r.loosePath(id)) },
		"empty": func(t *testing.T, r *gitRepo, id string) {
			os.Chmod(r.loosePath(id), 0o666)
			os.Truncate(r.loosePath(id), 0)
		},
		"cut short": func(t *testing.T, r *gitRepo, id string) {
			os.Chmod(r.loosePath(id), 0o666)
			info, _ := os.Stat(r.loosePath(id))
			os.Truncate(r.loosePath(id), info.Size()-info.Size()/3)
		},
		"another content under its id": func(t *testing.T, r *gitRepo, id string) {
			other := r.run("other content\n", "git", "hash-object", "-w", "--stdin")
			os.Remove(r.loosePath(id))
			if err := os.Rename(r.loosePath(other), r.loosePath(id)); err != nil {
				t.Fatal(err)
			}
		},
		"truncated pack": func(t *testing.T, r *gitRepo, id string) {
			pack := filepath.Join(r.dir, ".git/objects/pack/pack")
			r.run(id+"\n", "git", "pack-objects", "-q", pack)
			r.git("prune-packed", "-q")
			files, _ := filepath.Glob(pack + "*.pack")
			info, err := os.Stat(files[0])
			if err != nil {
				t.Fatal(err)
			}
			os.Chmod(files[0], 0o666)
			os.Truncate(files[0], info.Size()*2/3)
		},
	}
	for name, breakIt := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newGitRepo(t)
			firstCommit(r)
			var lines strings.Builder
			for i := range 3000 {
				lines.WriteString(strings.Repeat("x", i%97) + "\n")
			}
			r.write("a/broken.txt", lines.String())
			r.write("b.txt", canary+"\n")
			r.git("add", ".")
			breakIt(t, r, r.git("rev-parse", ":a/broken.txt"))
			for _, engine := range engines {
				y := read(r.open(engine).Staged(nil))
				if y.Error != "" || len(y.Skips) != 1 || !strings.HasPrefix(y.Skips[0], "a/broken.txt: ") {
					t.Errorf("engine %q: error %q, skipped %q", engine, y.Error, y.Skips)
				}
				if !y.Found || len(y.Blobs) != 1 {
					t.Errorf("engine %q: the other file was not read: %q", engine, y.Blobs)
				}
			}
		})
	}
}

// In a partial clone objects are absent on purpose. Nothing is fetched; each
// one is named.
func TestPartialCloneMissing(t *testing.T) {
	t.Parallel()
	r := newGitRepo(t)
	r.write("one", "1\n")
	r.write("two", "2\n")
	firstCommit(r)
	r.git("config", "uploadpack.allowFilter", "true")
	d := filepath.Join(t.TempDir(), "clone.git")
	r.git("clone", "-q", "--bare", "--filter=blob:none", "file://"+r.dir, d)
	c := r.at(d)
	for _, engine := range engines {
		src, err := c.open(engine).Revision("HEAD")
		if err != nil {
			t.Errorf("engine %q: %v", engine, err)
			continue
		}
		y := read(src)
		if y.Error != "" || len(y.Skips) != 4 || len(y.Blobs) != 0 {
			t.Errorf("engine %q: read %q, skipped %q, error %q", engine, y.Blobs, y.Skips, y.Error)
		}
		repo := c.open(engine)
		_, _, err = repo.eng.open(t.Context(), r.git("rev-parse", "HEAD:one"))
		if !errors.Is(err, errMissing) {
			t.Errorf("engine %q: %v is not told as missing", engine, err)
		}
	}
	// git counts what is there without fetching: still nothing.
	if out := c.git("rev-list", "--objects", "--missing=print", "HEAD"); strings.Count(out, "?") != 4 {
		t.Errorf("objects were fetched: %s", out)
	}
}

// What concerns the repository as a whole is an error that names it.
func TestBadRepository(t *testing.T) {
	cases := []struct {
		name    string
		breakIt func(r *gitRepo)
	}{
		{"index cut short", func(r *gitRepo) {
			name := filepath.Join(r.dir, ".git/index")
			info, _ := os.Stat(name)
			os.Truncate(name, info.Size()*2/3)
		}},
		{"index is noise", func(r *gitRepo) { r.write(".git/index", strings.Repeat("noise", 100)) }},
		{"index is empty", func(r *gitRepo) { r.write(".git/index", "DIR") }},
		{"HEAD names a missing commit", func(r *gitRepo) { r.write(".git/refs/heads/main", strings.Repeat("1", 40)+"\n") }},
		{"HEAD's branch is noise", func(r *gitRepo) { r.write(".git/refs/heads/main", "noise\n") }},
		{"HEAD's branch is empty", func(r *gitRepo) { r.write(".git/refs/heads/main", "") }},
		{"HEAD's tree is missing", func(r *gitRepo) { os.Remove(r.loosePath(r.git("rev-parse", "HEAD^{tree}"))) }},
		{"unknown extension", func(r *gitRepo) {
			r.git("config", "core.repositoryFormatVersion", "1")
			r.git("config", "extensions.fromTheFuture", "true")
		}},
		{"unknown format", func(r *gitRepo) { r.git("config", "core.repositoryFormatVersion", "99") }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newGitRepo(t)
			firstCommit(r)
			r.write("b.txt", canary+"\n")
			r.git("add", ".")
			c.breakIt(r)
			for _, engine := range engines {
				repo, err := Open(Options{Dir: r.dir, Env: r.getenv, Engine: engine})
				if err != nil {
					continue
				}
				y := read(repo.Staged(nil))
				repo.Close()
				if y.Error == "" {
					t.Errorf("engine %q: no error, but %+v", engine, y)
				}
			}
		})
	}
}

func TestNotRepository(t *testing.T) {
	t.Parallel()
	r := &gitRepo{t: t, dir: t.TempDir()}
	r.env = []string{"GIT_CEILING_DIRECTORIES=" + filepath.Dir(r.dir)}
	for _, engine := range engines {
		_, err := Open(Options{Dir: r.dir, Env: r.getenv, Engine: engine})
		if !errors.Is(err, ErrNotRepository) {
			t.Errorf("engine %q: %v", engine, err)
		}
		_, err = Open(Options{Dir: filepath.Join(r.dir, "no-such-folder"), Env: r.getenv, Engine: engine})
		if err == nil {
			t.Errorf("engine %q: a folder that does not exist gave no error", engine)
		}
	}
	if _, err := Open(Options{Engine: "other"}); err == nil {
		t.Error("an unknown engine gave no error")
	}
}

// An index that changes between the list and the end of the check.
func TestIndexChangesMeanwhile(t *testing.T) {
	t.Parallel()
	for _, engine := range engines {
		r := newGitRepo(t)
		firstCommit(r)
		stage(r, "harmless")
		check := func(during func()) []string {
			var skips []string
			first := true
			for _, err := range r.open(engine).Staged(nil).Blobs(t.Context()) {
				if err != nil {
					skips = append(skips, err.Error())
				}
				if first {
					during()
				}
				first = false
			}
			return skips
		}
		if got := check(func() {}); len(got) > 0 {
			t.Errorf("engine %q: nothing changed: %q", engine, got)
		}
		if got := check(func() {
			os.Chtimes(filepath.Join(r.dir, "README"), r.longAgo(), r.longAgo())
			r.git("update-index", "--refresh")
		}); len(got) > 0 {
			t.Errorf("engine %q: only times were refreshed: %q", engine, got)
		}
		got := check(func() { r.write("late", canary); r.git("add", "late") })
		if len(got) != 1 || !strings.Contains(got[0], ".git/index: the index was changed") {
			t.Errorf("engine %q: a file was staged meanwhile: %q", engine, got)
		}
	}
}

// Settings that would make the git executable run something, say less or say
// it differently.
func TestGitCannotBeBent(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the traps are shell scripts")
	}
	r := newGitRepo(t)
	firstCommit(r)
	trap := filepath.Join(t.TempDir(), "trap")
	sprung := filepath.Join(t.TempDir(), "sprung")
	if err := os.WriteFile(trap, []byte("#!/bin/sh\necho \"$0\" >> '"+sprung+"'\n"), 0o777); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	stage(r, canary)
	want, wantAll := r.wantBlobs(), r.wantWorktree()
	for _, s := range []string{"core.fsmonitor", "core.pager", "diff.external", "core.editor", "core.sshCommand", "core.hooksPath", "pager.diff-index", "alias.diff-index", "alias.cat-file"} {
		r.git("config", s, trap)
	}
	r.git("config", "core.abbrev", "4")
	r.git("config", "trace2.eventTarget", sprung)
	for k, v := range map[string]string{
		"GIT_EXTERNAL_DIFF": trap, "GIT_PAGER": trap, "PAGER": trap, "GIT_DIFF_OPTS": "-u0", "GIT_TRACE": "1", "GIT_TRACE_SETUP": "2",
		"GIT_LITERAL_PATHSPECS": "0", "GIT_GLOB_PATHSPECS": "1", "GIT_ICASE_PATHSPECS": "1", "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de",
		"GIT_EDITOR": trap, "GIT_ASKPASS": trap, "GIT_SSH": trap, "GIT_PROXY_COMMAND": trap, "GIT_REPLACE_REF_BASE": "refs/heads/",
	} {
		t.Setenv(k, v)
	}
	for _, engine := range engines {
		checkYielded(t, engine, read(r.open(engine).Staged(nil)), want)
		checkYielded(t, engine, read(r.open(engine).Worktree([]string{"."})), wantAll)
	}
	if said, err := os.ReadFile(sprung); err == nil && strings.Contains(string(said), "trap") {
		t.Errorf("a setting ran a program: %s", said)
	}
}

// A blob that is not read to its end, two at once, and a reader used after its
// end: no call hangs, and the next blob is whole.
func TestOpenInAnyOrder(t *testing.T) {
	t.Parallel()
	r := newGitRepo(t)
	r.write("big", strings.Repeat("0123456789abcdef", 300_000))
	r.write("small", "small\n")
	firstCommit(r)
	big, small := r.git("rev-parse", "HEAD:big"), r.git("rev-parse", "HEAD:small")
	for _, engine := range engines {
		eng := r.open(engine).eng
		for range 3 {
			a, size, err := eng.open(t.Context(), big)
			if err != nil || size != 4_800_000 {
				t.Fatalf("engine %q: %d, %v", engine, size, err)
			}
			io.CopyN(io.Discard, a, 1000)
			b, _, err := eng.open(t.Context(), small)
			if err != nil {
				t.Fatalf("engine %q: %v", engine, err)
			}
			if data, err := io.ReadAll(b); err != nil || string(data) != "small\n" {
				t.Errorf("engine %q: %q, %v", engine, data, err)
			}
			if n, err := b.Read(make([]byte, 1)); n != 0 || err != io.EOF {
				t.Errorf("engine %q: after the end: %d, %v", engine, n, err)
			}
			b.Close()
			b.Close()
			a.Close()
		}
		for _, id := range []string{"", "HEAD", "HEAD:big", big[:10], small + "\n" + big, strings.ToUpper(big), r.git("rev-parse", "HEAD")} {
			if rc, _, err := eng.open(t.Context(), id); err == nil {
				data, err := io.ReadAll(rc)
				if id != strings.ToUpper(big) || len(data) != 4_800_000 {
					t.Errorf("engine %q: id %q was opened: %d bytes, %v", engine, id, len(data), err)
				}
				rc.Close()
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		a, _, err := eng.open(ctx, big)
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		if engine == "git" {
			if _, err := io.ReadAll(a); !errors.Is(err, context.Canceled) {
				t.Errorf("engine %q: told to stop: %v", engine, err)
			}
		}
		a.Close()
		for range 3 {
			if rc, _, err := eng.open(t.Context(), small); err == nil {
				rc.Close()
			} else {
				t.Errorf("engine %q: afterwards: %v", engine, err)
			}
		}
	}
}

// A file of 300 MB passes through little memory.
func TestLargeFile(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 300 MB")
	}
	r := newGitRepo(t)
	firstCommit(r)
	name := filepath.Join(r.dir, "large")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(300 << 20); err != nil {
		t.Skip(err)
	}
	f.WriteAt([]byte(canary), 299<<20) //nolint:errcheck // a failure shows below
	f.Close()
	r.git("-c", "core.compression=1", "add", "large")
	for _, engine := range engines {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		for b, err := range r.open(engine).Staged(nil).Blobs(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			rc, err := b.Open()
			if err != nil {
				t.Fatalf("engine %q: %v", engine, err)
			}
			found, n := false, 0
			buf := make([]byte, 1<<20)
			for {
				m, err := io.ReadFull(rc, buf)
				n += m
				found = found || strings.Contains(string(buf[:min(m, len(canary))]), canary)
				if err == io.EOF || err == io.ErrUnexpectedEOF {
					break
				}
				if err != nil {
					t.Fatalf("engine %q: %v", engine, err)
				}
			}
			rc.Close()
			if n != 300<<20 || !found {
				t.Errorf("engine %q: %d bytes, secret found: %v", engine, n, found)
			}
		}
		runtime.ReadMemStats(&after)
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 40 {
			t.Errorf("engine %q: %d MiB were allocated", engine, used)
		}
	}
}
