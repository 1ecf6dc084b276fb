package gitsource

import (
	"context"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestDifferential makes random histories and holds both engines against each
// other and against what git would commit: the stage, the index, HEAD's tree,
// HEAD's entries of single paths, and the work tree.
func TestDifferential(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the names of these files do not exist there")
	}
	seeds, rounds := 3, 8
	if testing.Short() {
		seeds, rounds = 1, 4
	}
	for seed := range seeds {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			t.Parallel()
			r := newGitRepo(t)
			e := &editor{r, rand.New(rand.NewSource(int64(1000 + seed)))}
			if seed%3 == 2 {
				r.git("config", "core.splitIndex", "true")
			}
			r.write(".gitignore", "b\n!a/b\nz/\n")
			r.write("a/a", "1\n")
			r.git("add", ".")
			for round := range rounds {
				files := strings.Split(strings.TrimRight(e.git("ls-files", "-z"), "\x00"), "\x00")
				for range 3 + e.rnd.Intn(6) {
					e.edit(files)
				}
				// Something that git does not know of, too.
				loose := filepath.Join(e.dir, e.path())
				if os.MkdirAll(filepath.Dir(loose), 0o777) == nil {
					os.WriteFile(loose, []byte(e.content()), 0o666)
				}
				e.mergeSometimes(round)
				e.compare(fmt.Sprintf("round %d", round), files)
			}
		})
	}
}

// mergeSometimes leaves the repository in the middle of a merge.
func (e *editor) mergeSometimes(round int) {
	switch round % 5 {
	case 3:
		e.try("commit", "-qm", "before the merge")
		e.try("switch", "-qc", "side"+strconv.Itoa(round), "HEAD~1")
		os.RemoveAll(filepath.Join(e.dir, "a"))
		os.RemoveAll(filepath.Join(e.dir, "merged"))
		e.write("a/a", e.content())
		e.write("merged", e.content())
		e.try("add", "a/a", "merged")
		e.try("commit", "-qm", "side")
		e.try("switch", "-q", "main")
		e.try("merge", "-q", "--no-edit", "side"+strconv.Itoa(round))
	case 4:
		e.try("add", "-A")
		e.try("commit", "-qm", "merged")
	}
}

func (e *editor) compare(when string, paths []string) {
	e.t.Helper()
	paths = append(slices.Clone(paths), "no/such", "a", "a/a", "b")
	var first []string
	for _, name := range []string{"git", "native"} {
		repo := e.open(name)
		got := describeEngine(e.t, repo.eng, paths)
		repo.Close()
		if first == nil {
			first = got
			continue
		}
		if !slices.Equal(got, first) {
			e.t.Fatalf("%s: native and git do not agree:\n%s", when, difference(got, first))
		}
	}
	want, wantTree := e.wantBlobs(), e.wantWorktree()
	for _, name := range engines {
		repo := e.open(name)
		y := read(repo.Staged(nil))
		if y.Error != "" || len(y.Skips) > 0 || !slices.Equal(y.Blobs, want) {
			e.t.Fatalf("%s, engine %q: stage: error %q, skipped %q\n%s", when, name, y.Error, y.Skips, difference(y.Blobs, want))
		}
		y = read(repo.Worktree(nil))
		if y.Error != "" || len(y.Skips) > 0 || !slices.Equal(y.Blobs, wantTree) {
			e.t.Fatalf("%s, engine %q: work tree: error %q, skipped %q\n%s", when, name, y.Error, y.Skips, difference(y.Blobs, wantTree))
		}
		repo.Close()
	}
}

// describeEngine writes down everything that an engine answers.
func describeEngine(t testing.TB, eng engine, paths []string) (out []string) {
	t.Helper()
	ctx := context.Background()
	staged, err := eng.staged(ctx)
	if err != nil {
		t.Fatalf("engine %s: %v", eng.name(), err)
	}
	for _, c := range staged {
		out = append(out, fmt.Sprintf("staged %+v", c))
	}
	list := func(kind string) func(entry) error {
		return func(e entry) error {
			out = append(out, fmt.Sprintf("%s %+v", kind, e))
			return nil
		}
	}
	if err := eng.tracked(ctx, list("tracked")); err != nil {
		t.Fatalf("engine %s: %v", eng.name(), err)
	}
	if info, err := eng.tree(ctx, "HEAD", list("tree")); err == nil {
		out = append(out, fmt.Sprintf("commit %+v", info))
	} else {
		out = append(out, "no commit")
	}
	entries, err := eng.headEntries(ctx, paths)
	if err != nil {
		t.Fatalf("engine %s: %v", eng.name(), err)
	}
	for _, e := range entries {
		if e.mode == modeTree { // a folder: none of them has to say
			e = entry{path: e.path}
		}
		out = append(out, fmt.Sprintf("head %+v", e))
	}
	return out
}

func difference(got, want []string) string {
	var b strings.Builder
	for _, s := range got {
		if !slices.Contains(want, s) {
			fmt.Fprintf(&b, "+ %s\n", s)
		}
	}
	for _, s := range want {
		if !slices.Contains(got, s) {
			fmt.Fprintf(&b, "- %s\n", s)
		}
	}
	if b.Len() == 0 {
		return "(another order)"
	}
	return b.String()
}
