package gitsource

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// An editor makes random changes.
type editor struct {
	*gitRepo
	rnd *rand.Rand
}

func (e *editor) path() string {
	names := []string{"a", "b", "a.c", "a-b", "a b", "ä", "a0", "z", "\xff\xfe", "x\ny", "-n"}
	p := names[e.rnd.Intn(len(names))]
	for range e.rnd.Intn(4) {
		p = names[e.rnd.Intn(4)] + "/" + p
	}
	return p
}

func (e *editor) content() string {
	var b strings.Builder
	for range e.rnd.Intn(60) {
		fmt.Fprintf(&b, "line %d of some text\n", e.rnd.Intn(50))
	}
	return b.String()
}

// edit changes work tree or index once; what git refuses is left out.
func (e *editor) edit(files []string) {
	p := e.path()
	full := filepath.Join(e.dir, p)
	some := files[e.rnd.Intn(len(files))]
	switch k := e.rnd.Intn(20); {
	case k < 7:
		// A file in the way of a folder, or the reverse, is replaced.
		for d := filepath.Dir(full); len(d) > len(e.dir); d = filepath.Dir(d) {
			if info, err := os.Lstat(d); err == nil && !info.IsDir() {
				os.Remove(d)
			}
		}
		os.RemoveAll(full)
		e.write(p, e.content())
		e.try("add", "-A", "--", p)
	case k < 10:
		e.try("rm", "-rqf", "--cached", "--", some)
	case k < 11:
		e.try("rm", "-rqf", "--", filepath.Dir(some))
	case k < 12:
		os.MkdirAll(filepath.Dir(full), 0o777)
		e.try("mv", "-f", "--", some, p)
	case k < 13:
		e.try("update-index", "--chmod=+x", "--", some)
	case k < 14:
		if os.Remove(filepath.Join(e.dir, some)) == nil {
			os.Symlink("target"+strconv.Itoa(e.rnd.Intn(3)), filepath.Join(e.dir, some))
			e.try("add", "--", some)
		}
	case k < 15:
		e.write("new"+strconv.Itoa(e.rnd.Intn(9)), "x")
		e.try("add", "-N", "--", "new"+strconv.Itoa(e.rnd.Intn(9)))
	case k < 16:
		e.try("update-index", "--add", "--cacheinfo", "160000,1234567890123456789012345678901234567890,sub"+strconv.Itoa(e.rnd.Intn(3)))
	case k < 17:
		e.try("update-index", "--index-version", strconv.Itoa(2+e.rnd.Intn(3)))
	case k < 18:
		e.try("write-tree") // makes the cache-tree valid
	case k < 19:
		e.try("update-index", "--skip-worktree", "--", some)
	default:
		e.try("commit", "-qm", "x")
	}
}

// TestStagedAgainstGit makes random changes. ENVGUARD_TEST_ROUNDS says how many
// rounds each of eight repositories is to go through.
func TestStagedAgainstGit(t *testing.T) {
	seeds, rounds := 4, 20
	if testing.Short() {
		rounds = 6
	}
	if n, err := strconv.Atoi(os.Getenv("ENVGUARD_TEST_ROUNDS")); err == nil {
		seeds, rounds = 8, n
	}
	for seed := range seeds {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			t.Parallel()
			r := newGitRepo(t)
			e := &editor{r, rand.New(rand.NewSource(int64(seed)))}
			if seed%4 == 3 {
				r.git("config", "core.splitIndex", "true")
				r.git("config", "splitIndex.maxPercentChange", "60")
			}
			r.write("a/a", "1\n")
			r.write("b", "1\n")
			r.git("add", ".")
			r.checkStaged("before the first commit")
			for round := range rounds {
				files := strings.Split(strings.TrimRight(e.git("ls-files", "-z"), "\x00"), "\x00")
				for range 1 + e.rnd.Intn(4) {
					e.edit(files)
				}
				when := fmt.Sprintf("round %d", round)
				var ids []string
				for _, c := range r.checkStaged(when) {
					if c.mode != 0 && c.mode != modeSubmodule && !c.intentToAdd {
						ids = append(ids, c.id)
					}
					if c.oldMode != 0 && c.oldMode != modeSubmodule {
						ids = append(ids, c.oldID)
					}
				}
				if len(ids) > 0 {
					r.checkBlobs(when, ids)
				}
				switch e.rnd.Intn(25) {
				case 0:
					r.git("repack", "-adfq", "--depth=50", "--window=20")
				case 1:
					r.git("repack", "-dq")
				case 2:
					r.git("gc", "-q")
				case 3:
					r.try("multi-pack-index", "write") // refused without a pack
				}
				if round%8 == 5 {
					r.checkWhole(when)
				}
			}
		})
	}
}

// checkWhole compares the index and HEAD's tree with git's listings.
func (r *gitRepo) checkWhole(when string) {
	r.t.Helper()
	n := r.native()
	defer n.close()
	var got []string
	err := n.tracked(context.Background(), func(e entry) error {
		tag := "H"
		if e.stage > 0 {
			tag = "M"
		} else if e.skipWorktree {
			tag = "S"
		}
		got = append(got, fmt.Sprintf("%s %06o %s %d\t%s", tag, e.mode, e.id, e.stage, e.path))
		return nil
	})
	if err != nil {
		r.t.Fatalf("%s: %v", when, err)
	}
	want := strings.Split(strings.TrimRight(r.git("ls-files", "-s", "-t", "-z"), "\x00"), "\x00")
	if !slices.Equal(got, want) && !(len(got) == 0 && want[0] == "") {
		r.t.Fatalf("%s: tracked differs:\n%q\ngit has\n%q", when, got, want)
	}
	if _, err := r.try("rev-parse", "-q", "--verify", "HEAD"); err != nil {
		return
	}
	r.checkTree(when, "HEAD")
}

func (r *gitRepo) checkTree(when, rev string) {
	r.t.Helper()
	n := r.native()
	defer n.close()
	var got, paths []string
	var entries []entry
	info, err := n.tree(context.Background(), rev, func(e entry) error {
		t := "blob"
		if e.mode == modeSubmodule {
			t = "commit"
		}
		got = append(got, fmt.Sprintf("%06o %s %s\t%s", e.mode, t, e.id, e.path))
		paths = append(paths, e.path)
		entries = append(entries, e)
		return nil
	})
	if err != nil {
		r.t.Fatalf("%s: %v", when, err)
	}
	want := strings.Split(strings.TrimRight(r.git("ls-tree", "-r", "-z", rev), "\x00"), "\x00")
	if !slices.Equal(got, want) && !(len(got) == 0 && want[0] == "") {
		r.t.Fatalf("%s: tree of %s differs:\n%q\ngit has\n%q", when, rev, got, want)
	}
	if want := r.git("log", "-1", "--format=%H %an <%ae> %at", rev); fmt.Sprintf("%s %s %d", info.id, info.author, info.when) != want {
		r.t.Fatalf("%s: commit is %+v, git says %s", when, info, want)
	}
	if rev != "HEAD" {
		return
	}
	// In any order, with paths that do not exist.
	asked := append(slices.Clone(paths), "nothing", "a/nothing", "b/", "zz/a", "a/b/c/d/e")
	rand.New(rand.NewSource(1)).Shuffle(len(asked), func(i, j int) { asked[i], asked[j] = asked[j], asked[i] })
	asked = append(asked, asked...)
	heads, err := n.headEntries(context.Background(), asked)
	if err != nil {
		r.t.Fatalf("%s: %v", when, err)
	}
	for i, p := range asked {
		want := entry{path: p}
		if k := slices.Index(paths, p); k >= 0 {
			want = entries[k]
		}
		if heads[i] != want {
			r.t.Fatalf("%s: HEAD's %q is %+v, want %+v", when, p, heads[i], want)
		}
	}
}

// TestStagedConflict makes merges that conflict in every way.
func TestStagedConflict(t *testing.T) {
	r := newGitRepo(t)
	for _, f := range []string{"both", "gone", "kept", "dir/x", "other/y"} {
		r.write(f, strings.Repeat(f+"\n", 5))
	}
	r.git("add", ".")
	r.git("commit", "-qm", "base")
	r.git("checkout", "-qb", "side")
	r.write("both", "theirs\n")
	r.write("new", "theirs\n")
	r.git("rm", "-q", "gone")
	r.git("rm", "-rq", "other")
	r.write("other", "a file now\n")
	r.git("add", ".")
	r.git("commit", "-qm", "side")
	r.git("checkout", "-q", "main")
	r.write("both", "ours\n")
	r.write("new", "ours\n")
	r.write("gone", "changed\n")
	r.write("other/y", "changed\n")
	r.git("add", ".")
	r.git("commit", "-qm", "main")
	if _, err := r.try("merge", "-q", "side"); err == nil {
		t.Fatal("the merge did not conflict")
	}
	stages := map[int]int{}
	for _, c := range r.checkStaged("conflict") {
		stages[c.stage]++
	}
	if stages[1] == 0 || stages[2] == 0 || stages[3] == 0 {
		t.Errorf("stages are missing: %v", stages)
	}
	r.checkWhole("conflict")
	for _, v := range []string{"4", "2"} {
		r.git("update-index", "--index-version", v)
		r.checkStaged("conflict in version " + v)
	}
}

func TestStagedIntentToAdd(t *testing.T) {
	r := newGitRepo(t)
	r.write("a", "1\n")
	r.git("add", "a")
	r.git("commit", "-qm", "x")
	r.write("b", "secret\n")
	r.git("add", "-N", "b")
	list := r.checkStaged("add -N")
	if len(list) != 1 || !list[0].intentToAdd {
		t.Errorf("staged is %+v, want one entry with intentToAdd", list)
	}
	// A file that HEAD has, as an intention only.
	r.git("rm", "-q", "--cached", "a")
	r.git("add", "-N", "a")
	for _, c := range r.checkStaged("add -N of a file in HEAD") {
		if !c.intentToAdd {
			t.Errorf("%s is no intention to add", c.path)
		}
	}
}

// TestStagedSparseIndex folds folders into one entry.
func TestStagedSparseIndex(t *testing.T) {
	r := newGitRepo(t)
	for _, f := range []string{"a/1", "b/2", "b/c/3", "d/4", "top"} {
		r.write(f, f)
	}
	r.git("add", ".")
	r.git("commit", "-qm", "x")
	if _, err := r.try("sparse-checkout", "set", "--cone", "--sparse-index", "a"); err != nil {
		t.Skip(err)
	}
	r.write("a/1", "changed")
	r.git("add", "a/1")
	if data, err := os.ReadFile(filepath.Join(r.dir, ".git/index")); err != nil || !bytes.Contains(data, []byte("sdir")) {
		t.Skip("this git does not write a sparse index")
	}
	if list := r.checkStaged("sparse index"); len(list) != 1 {
		t.Errorf("staged is %+v", list)
	}
	r.checkWhole("sparse index")
	// A folded folder that HEAD has otherwise is for git.
	r.git("commit", "-qm", "y")
	side := r.git("commit-tree", "-m", "z", r.git("rev-parse", "HEAD:a"))
	r.git("update-ref", "refs/heads/main", side)
	if _, err := r.native().staged(context.Background()); !errors.Is(err, errUnsupported) {
		t.Errorf("error is %v, want errUnsupported", err)
	}
}

// TestIndexKinds are the forms that git can give to an index.
func TestIndexKinds(t *testing.T) {
	for _, kind := range [][]string{
		{"index.skipHash", "true"},
		{"core.untrackedCache", "true"},
		{"index.version", "4"},
		{"index.threads", "2"},
		{"feature.manyFiles", "true"},
		{"core.splitIndex", "true"},
	} {
		t.Run(kind[0], func(t *testing.T) {
			t.Parallel()
			r := newGitRepo(t)
			r.git("config", kind[0], kind[1])
			long := strings.Repeat("long-", 45)
			for _, p := range []string{"0/" + long, "0/" + long + "x", "1", "1/" + long} {
				r.write("l"+p+"/f", p)
			}
			for i := range 200 {
				r.write(fmt.Sprintf("d%d/e%d/f%d", i%3, i%7, i), strconv.Itoa(i))
			}
			r.git("add", ".")
			r.git("commit", "-qm", "x")
			r.git("status")
			r.checkStaged("nothing staged")
			r.write("d1/e1/f1", "new")
			r.write("d1/zz", "new")
			r.git("add", ".")
			r.git("rm", "-q", "d2/e2/f2")
			if n := len(r.checkStaged("staged")); n != 3 {
				t.Errorf("%d entries are staged, want 3", n)
			}
			r.checkWhole("staged")
		})
	}
}

// TestWrongCacheTree has folders in the cache-tree that claim too many or too
// few entries: none may be passed over unread.
func TestWrongCacheTree(t *testing.T) {
	r := newGitRepo(t)
	for _, p := range []string{"a/1", "a/2", "b/1", "c"} {
		r.write(p, p)
	}
	r.git("add", ".")
	r.git("commit", "-qm", "x")
	r.write("b/1", "new")
	r.git("add", "b/1") // b is invalid now, a is not
	path := filepath.Join(r.dir, ".git/index")
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, count := range []string{"1", "3", "4", "9"} {
		bad := bytes.Replace(good, []byte("a\x002 0\n"), []byte("a\x00"+count+" 0\n"), 1)
		if bytes.Equal(bad, good) {
			t.Fatal("no cache-tree to damage")
		}
		if err := os.WriteFile(path, bad, 0o666); err != nil {
			t.Fatal(err)
		}
		list, err := r.native().staged(context.Background())
		if err != nil || len(list) != 1 || list[0].path != "b/1" {
			t.Errorf("a has %s entries: %v, %v", count, showStaged(list), err)
		}
	}
}

func TestIndexChanged(t *testing.T) {
	r := newGitRepo(t)
	n := r.native()
	if _, err := n.staged(context.Background()); err != nil {
		t.Fatal(err)
	}
	if n.indexChanged() {
		t.Error("no index has become one")
	}
	r.write("a", "1")
	r.git("add", "a")
	if !n.indexChanged() {
		t.Error("a new index was not noticed")
	}
	n = r.native()
	if _, err := n.staged(context.Background()); err != nil {
		t.Fatal(err)
	}
	if n.indexChanged() {
		t.Error("the index has not changed")
	}
	r.write("a", "2")
	r.git("add", "a")
	if !n.indexChanged() {
		t.Error("a change was not noticed")
	}
}

// BenchmarkStaged compares an index of 100,000 files, five of them staged, as a
// hook finds it.
func BenchmarkStaged(b *testing.B) {
	r := newGitRepo(b)
	var in strings.Builder
	in.WriteString("commit refs/heads/main\ncommitter a <a@example.com> 1700000000 +0000\ndata 1\nx\n")
	for i := range 100_000 {
		content := fmt.Sprintf("file %d\n", i)
		fmt.Fprintf(&in, "M 100644 inline d%d/e%d/f%d/file%d.txt\ndata %d\n%s\n", i%20, i/20%50, i/1000%10, i, len(content), content)
	}
	cmd := exec.Command("git", "fast-import", "--quiet")
	cmd.Dir, cmd.Env, cmd.Stdin = r.dir, gitEnv(), strings.NewReader(in.String())
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	r.git("read-tree", "HEAD")
	empty := r.git("hash-object", "-w", "--stdin")
	for i := range 5 {
		r.git("update-index", "--add", "--cacheinfo", fmt.Sprintf("100644,%s,d%d/e3/f0/new", empty, i))
	}
	r.git("write-tree")
	b.ReportAllocs()
	for b.Loop() {
		n := r.native()
		list, err := n.staged(context.Background())
		if err != nil || len(list) != 5 {
			b.Fatal(len(list), err)
		}
		n.close()
	}
}
