package gitsource

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/envguard/envguard/scanner"
)

// A contentSet is what a history yields: ids, and in what state.
type contentSet struct {
	ids     []string
	paths   map[string]string
	skipped []string
	desc    scanner.Description
	h       scanner.History
	keys    map[string]int
}

// readHistory reads a history whole and verifies every content against its id.
func readHistory(t testing.TB, r *gitRepo, engine string, o HistoryOptions, workers int) *contentSet {
	t.Helper()
	repo, err := Open(Options{Dir: r.dir, Env: r.getenv, Engine: engine})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { repo.Close() })
	h, err := repo.History(o)
	if err != nil {
		t.Fatal(err)
	}
	c := &contentSet{h: h, paths: map[string]string{}, keys: map[string]int{}}
	c.read(t, workers)
	return c
}

func (c *contentSet) read(t testing.TB, workers int) {
	t.Helper()
	var mu sync.Mutex
	err := c.h.Versions(context.Background(), workers, nil, func(_ int, v *scanner.Version) {
		if v.Origin.Kind != scanner.File {
			return
		}
		data := v.Data
		var err error
		if v.Open != nil {
			var rc io.ReadCloser
			if rc, err = v.Open(); err == nil {
				data, err = io.ReadAll(rc)
				rc.Close()
			}
		}
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			c.skipped = append(c.skipped, err.Error())
			return
		}
		id := blobID(data)
		c.ids = append(c.ids, id)
		c.paths[id] = v.Path
		c.keys[id] = v.Key
	}, func(s scanner.Skip) {
		mu.Lock()
		defer mu.Unlock()
		c.skipped = append(c.skipped, s.Reason)
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(c.ids)
	c.desc = c.h.Describe()
}

func blobID(data []byte) string {
	sum := newSum(3, int64(len(data)))
	sum.Write(data)
	return hexID(sum.Sum(nil))
}

// reachable returns the blobs that git reaches, and all that it has.
func (r *gitRepo) reachable() (reached, all []string) {
	types := map[string]string{}
	for line := range strings.Lines(r.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)") + "\n") {
		if f := strings.Fields(line); len(f) == 2 {
			types[f[0]] = f[1]
			if f[1] == "blob" {
				all = append(all, f[0])
			}
		}
	}
	for line := range strings.Lines(r.git("rev-list", "--objects", "--all", "--no-object-names") + "\n") {
		if id := strings.TrimSpace(line); types[id] == "blob" {
			reached = append(reached, id)
		}
	}
	slices.Sort(reached)
	slices.Sort(all)
	return reached, all
}

// randomHistory makes commits, branches, merges, renames, deletions and tags in
// one stream, and repacks now and then.
func randomHistory(r *gitRepo, rng *rand.Rand, rounds int) {
	files := []string{"a.txt", "d/b.txt", "d/e/c.txt", "conf/app.py", "x/y/z/deep.txt"}
	lines := func(n int) string {
		var b strings.Builder
		for range n {
			fmt.Fprintf(&b, "line %d of a file that is long enough for deltas\n", rng.IntN(40))
		}
		return b.String()
	}
	for i := range rounds {
		for range 1 + rng.IntN(3) {
			f := files[rng.IntN(len(files))]
			switch rng.IntN(8) {
			case 0:
				os.Remove(filepath.Join(r.dir, f))
			case 1:
				os.MkdirAll(filepath.Join(r.dir, "moved"), 0o777)
				os.Rename(filepath.Join(r.dir, f), filepath.Join(r.dir, "moved", fmt.Sprint(rng.IntN(5))))
			case 2:
				old, _ := os.ReadFile(filepath.Join(r.dir, f))
				r.write(f, string(old)+lines(1))
			default:
				r.write(f, lines(5+rng.IntN(60)))
			}
		}
		r.git("add", "-A")
		r.git("commit", "-q", "--allow-empty", "-m", fmt.Sprint(i))
		switch rng.IntN(7) {
		case 0:
			r.git("checkout", "-q", "-b", fmt.Sprint("b", i))
		case 1:
			if b := strings.Fields(r.git("for-each-ref", "--format=%(refname:short)", "refs/heads")); len(b) > 1 {
				other := b[rng.IntN(len(b))]
				if _, err := r.try("merge", "-q", "--no-edit", other); err != nil {
					r.git("add", "-A") // with the markers of a conflict in it
					r.git("commit", "-q", "-m", "merge")
				}
			}
		case 2:
			r.git("repack", "-q", "-d")
		case 3:
			r.git("tag", "-a", "-m", "t", fmt.Sprint("t", i))
		case 4:
			if i%3 == 0 {
				r.git("repack", "-q", "-a", "-d", "--depth=50", "-f")
			}
		case 5:
			r.write("lost", lines(3))
			r.git("hash-object", "-w", "lost")
			os.Remove(filepath.Join(r.dir, "lost"))
		}
	}
}

// TestHistoryDifferential holds both engines against git: the same blobs, and the
// same first appearances.
func TestHistoryDifferential(t *testing.T) {
	rounds := 2
	if testing.Short() {
		rounds = 1
	}
	for seed := range rounds {
		rng := rand.New(rand.NewPCG(uint64(seed), 4))
		r := newGitRepo(t)
		randomHistory(r, rng, 14)
		if seed == 1 {
			r.git("multi-pack-index", "write")
		}
		reached, all := r.reachable()
		native := readHistory(t, r, "native", HistoryOptions{}, 2)
		if !slices.Equal(native.ids, reached) {
			t.Fatalf("seed %d: %d blobs, git reaches %d", seed, len(native.ids), len(reached))
		}
		if len(native.skipped) > 0 {
			t.Fatalf("seed %d: skipped %q", seed, native.skipped)
		}
		whole := readHistory(t, r, "native", HistoryOptions{Unreachable: true}, 1)
		if !slices.Equal(whole.ids, all) {
			t.Fatalf("seed %d: %d blobs with the unreachable, git has %d", seed, len(whole.ids), len(all))
		}
		git := readHistory(t, r, "git", HistoryOptions{}, 1)
		if !slices.Equal(git.ids, reached) {
			t.Fatalf("seed %d: the git engine has %d blobs, git reaches %d", seed, len(git.ids), len(reached))
		}
		if got, want := traces(t, native, reached), traces(t, git, reached); !slices.Equal(got, want) {
			t.Fatalf("seed %d: appearances:\n%s\nthe git engine has\n%s", seed, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		compareRange(t, r, rng)
	}
}

// traces writes out where blobs come from.
func traces(t testing.TB, c *contentSet, ids []string) []string {
	t.Helper()
	keys := make([]int, len(ids))
	for i, id := range ids {
		keys[i] = c.keys[id]
	}
	list, err := c.h.Trace(context.Background(), keys)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i, tr := range list {
		if tr.ID != ids[i] {
			t.Fatalf("trace of %s is of %s", ids[i], tr.ID)
		}
		var paths []string
		for _, a := range tr.Appearances {
			paths = append(paths, a.Path)
		}
		slices.Sort(paths)
		// The commits are made within one second: which of two branches was
		// first is open, but not whether it is known.
		out = append(out, fmt.Sprintf("%s head %v at %q", tr.ID[:8], tr.InHead, paths))
	}
	return out
}

// compareRange compares what the engines say of ranges.
func compareRange(t testing.TB, r *gitRepo, rng *rand.Rand) {
	t.Helper()
	commits := strings.Fields(r.git("rev-list", "--all"))
	for range 4 {
		o := RangeOptions{From: commits[rng.IntN(len(commits))], To: commits[rng.IntN(len(commits))], Symmetric: rng.IntN(2) == 0}
		var got [2][]string
		for i, engine := range []string{"native", "git"} {
			repo, err := Open(Options{Dir: r.dir, Env: r.getenv, Engine: engine})
			if err != nil {
				t.Fatal(err)
			}
			h, err := repo.Range(context.Background(), o)
			if err != nil {
				t.Fatal(err)
			}
			c := h.(*commitRange)
			err = c.Versions(context.Background(), 1, nil, func(int, *scanner.Version) {}, func(s scanner.Skip) { t.Errorf("skipped: %s", s.Reason) })
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range c.entries {
				slices.Sort(e.bases)
				got[i] = append(got[i], fmt.Sprintf("%s %s %s %v %v", c.commits[e.commit].id[:8], e.path, e.id[:8], e.link, e.bases))
			}
			slices.Sort(got[i])
			dots := ".."
			if o.Symmetric {
				dots = "..."
			}
			if want := strings.Fields(r.git("rev-list", o.From+dots+o.To)); len(want) != len(c.commits) {
				t.Errorf("%s: %d commits in %s%s%s, git has %d", engine, len(c.commits), o.From[:8], dots, o.To[:8], len(want))
			}
			repo.Close()
		}
		if !slices.Equal(got[0], got[1]) {
			t.Errorf("%+v: native\n%s\ngit\n%s", o, strings.Join(got[0], "\n"), strings.Join(got[1], "\n"))
		}
	}
}

// TestHistoryPaths: of several paths of one content, it is judged by the one that
// suggests least.
func TestHistoryPaths(t *testing.T) {
	r := newGitRepo(t)
	r.write("testdata/fixture.txt", "one\n")
	r.write("src/plain.txt", "one\n")
	r.write("docs/sample.txt", "two\n")
	r.write("prod.env", "two\n")
	r.write("testdata/dir/f.txt", "three\n")
	r.git("add", ".")
	r.git("commit", "-q", "-m", "1")
	r.git("mv", "testdata/dir", "src/dir") // the same tree elsewhere
	r.git("commit", "-q", "-m", "2")
	for _, packed := range []bool{false, true} {
		if packed {
			r.git("gc", "-q")
		}
		for _, engine := range []string{"native", "git"} {
			c := readHistory(t, r, engine, HistoryOptions{}, 1)
			for content, want := range map[string]string{"one\n": "src/plain.txt", "two\n": "prod.env", "three\n": "src/dir/f.txt"} {
				if got := c.paths[blobID([]byte(content))]; got != want {
					t.Errorf("%s, packed %v: %q is judged as %s, want %s", engine, packed, content, got, want)
				}
			}
		}
	}
}

// TestHistoryElsewhere reads what other object directories have, what a stash and
// another work tree's HEAD reach, and a reference to a blob.
func TestHistoryElsewhere(t *testing.T) {
	r := newGitRepo(t)
	r.write("a", "one\n")
	r.git("add", ".")
	r.git("commit", "-q", "-m", "1")
	r.git("gc", "-q")
	other := newGitRepo(t)
	other.git("fetch", "-q", r.dir, "main")
	os.RemoveAll(other.dir)
	if out, err := r.try("clone", "-q", "--shared", r.dir, other.dir); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	other.write("a", "two\n")
	other.git("stash", "-q")
	other.git("update-ref", "refs/tags/blob", strings.TrimSpace(other.hash("three\n")))
	other.git("worktree", "add", "-q", "--detach", filepath.Join(t.TempDir(), "wt"))
	reached, _ := other.reachable()
	for _, engine := range []string{"native", "git"} {
		c := readHistory(t, other, engine, HistoryOptions{}, 2)
		if !slices.Equal(c.ids, reached) || len(reached) != 3 {
			t.Errorf("%s: %v, git reaches %v", engine, c.ids, reached)
		}
	}
	// A pack that needs the other directory's objects: REF deltas across packs.
	big := strings.Repeat("a line that is there many times over\n", 400)
	r.write("big", big)
	r.git("add", ".")
	r.git("commit", "-q", "-m", "2")
	r.git("repack", "-q", "-a", "-d")
	other.git("pull", "-q", "--no-rebase", "origin", "main")
	other.write("big", big+"and one more\n")
	other.git("add", ".")
	other.git("commit", "-q", "-m", "3")
	other.git("repack", "-q", "-a", "-d", "-l")
	reached, _ = other.reachable()
	c := readHistory(t, other, "native", HistoryOptions{}, 1)
	if !slices.Equal(c.ids, reached) {
		t.Errorf("%v, git reaches %v", c.ids, reached)
	}
}

// hash writes a blob and returns its id.
func (r *gitRepo) hash(content string) string {
	r.t.Helper()
	name := filepath.Join(r.t.TempDir(), "blob")
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		r.t.Fatal(err)
	}
	return r.git("hash-object", "-w", name)
}

// TestForestBudget: with hardly any memory for bases, the same contents.
func TestForestBudget(t *testing.T) {
	r := newGitRepo(t)
	rng := rand.New(rand.NewPCG(7, 7))
	randomHistory(r, rng, 12)
	r.git("repack", "-q", "-a", "-d", "-f", "--depth=30", "--window=30")
	reached, _ := r.reachable()
	n := r.native()
	tb, err := newTable(n.store)
	if err != nil {
		t.Fatal(err)
	}
	all := func(o *object) bool { return o.flags&objTwin == 0 }
	var ids, want []string
	v := &collectVisitor{t: t, tb: tb, ids: &ids}
	if err := tb.forestWithin(context.Background(), 1, 1, all, func(int) visitor { return v }); err != nil {
		t.Fatal(err)
	}
	for g := range tb.objs {
		want = append(want, hexID(tb.id(int32(g))))
	}
	slices.Sort(ids)
	slices.Sort(want)
	if !slices.Equal(ids, want) || len(want) < len(reached) {
		t.Errorf("%d objects, want %d", len(ids), len(want))
	}
}

type collectVisitor struct {
	t   *testing.T
	tb  *table
	ids *[]string
}

func (v *collectVisitor) object(g int32, data []byte, _ *frame, _ []byte) any {
	sum := newSum(v.tb.objs[g].typ, int64(len(data)))
	sum.Write(data)
	*v.ids = append(*v.ids, hexID(sum.Sum(nil)))
	return nil
}

func (v *collectVisitor) failed(g int32, err error) { v.t.Errorf("object %s: %v", v.tb.hash(g), err) }
