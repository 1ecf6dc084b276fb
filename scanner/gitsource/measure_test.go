package gitsource

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/envguard/envguard/scanner"
)

// TestMeasure: who watches a scan learns from every source how much there is.
func TestMeasure(t *testing.T) {
	r := newGitRepo(t)
	for i := range 7 {
		r.write(fmt.Sprintf("f%d", i), "some text\n")
	}
	r.git("add", ".")
	r.git("commit", "-qm", "x")
	for i := range 3 {
		r.write(fmt.Sprintf("f%d", i), "another text\n")
		r.write(fmt.Sprintf("g%d", i), fmt.Sprint("text ", i))
	}
	r.git("add", ".")
	repo, err := Open(Options{Dir: r.dir, Env: r.getenv})
	if err != nil {
		t.Fatal(err)
	}
	defer repo.Close()
	revision, err := repo.Revision("HEAD")
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, want int64, scan func(*scanner.Scanner) error) {
		t.Helper()
		p := new(scanner.Progress)
		s, err := scanner.New(scanner.Config{Progress: p})
		if err != nil {
			t.Fatal(err)
		}
		if err := scan(s); err != nil {
			t.Error(err)
		}
		if got := p.Status(); got.TotalBlobs != want || got.Blobs != want || got.Path == "" {
			t.Errorf("%s: %d of %d read, the last of them %q; want %d", what, got.Blobs, got.TotalBlobs, got.Path, want)
		}
	}
	for _, c := range []struct {
		what string
		src  scanner.Source
		want int64
	}{
		{"work tree", repo.Worktree(nil), 10},
		{"stage", repo.Staged(nil), 6},
		{"commit", revision, 9},
	} {
		check(c.what, c.want, func(s *scanner.Scanner) error {
			_, err := s.Scan(context.Background(), c.src)
			return err
		})
	}
	past, err := repo.History(HistoryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	r.git("commit", "-qm", "y")
	news, err := repo.Range(context.Background(), RangeOptions{From: "HEAD~", To: "HEAD"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what string
		src  scanner.History
		want int64
	}{{"history", past, 5}, {"range", news, 6}} { // seven files were equal
		check(c.what, c.want, func(s *scanner.Scanner) error {
			_, err := s.ScanHistory(context.Background(), c.src)
			return err
		})
	}
}

// longHistory makes a repository with one pack: a file of 100 KB that changes
// with each of n commits, deep in a tree of a thousand files.
func longHistory(b *testing.B, n int) *gitRepo {
	b.Helper()
	r := newGitRepo(b)
	rng := rand.New(rand.NewPCG(1, 2))
	lines := make([]string, 2000)
	for i := range lines {
		lines[i] = fmt.Sprintf("line %d of the file has the number %x", i, rng.Uint64())
	}
	var in strings.Builder
	for c := range n {
		fmt.Fprintf(&in, "commit refs/heads/main\ncommitter a <a@example.com> %d +0000\ndata 1\nx\n", 1700000000+c)
		for i := range 1000 {
			if c == 0 {
				fmt.Fprintf(&in, "M 100644 inline d%d/e%d/f%d\ndata 10\nfile %05d\n", i%10, i/10%10, i, i)
			}
		}
		for range 3 {
			i := rng.IntN(len(lines))
			lines[i] = fmt.Sprintf("line %d of the file has the number %x", i, rng.Uint64())
		}
		content := strings.Join(lines, "\n")
		fmt.Fprintf(&in, "M 100644 inline d1/e2/file\ndata %d\n%s\n", len(content), content)
	}
	cmd := exec.Command("git", "fast-import", "--quiet")
	cmd.Dir, cmd.Env, cmd.Stdin = r.dir, gitEnv(), strings.NewReader(in.String())
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	r.git("repack", "-adfq")
	return r
}

// BenchmarkPack puts together every content of a pack.
func BenchmarkPack(b *testing.B) {
	s := newStore([]string{longHistory(b, 200).dir + "/.git/objects"})
	defer s.close()
	t, err := newTable(s)
	if err != nil {
		b.Fatal(err)
	}
	v := &countVisitor{}
	b.ReportAllocs()
	for b.Loop() {
		v.bytes = 0
		if err := t.forest(context.Background(), 1, isType(plumbing.BlobObject), func(int) visitor { return v }); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(v.bytes)
}

// BenchmarkReach finds what a history reaches: indexes, commits and trees.
func BenchmarkReach(b *testing.B) {
	r := longHistory(b, 200)
	b.ReportAllocs()
	for b.Loop() {
		repo, err := Open(Options{Dir: r.dir, Env: r.getenv, Engine: "native"})
		if err != nil {
			b.Fatal(err)
		}
		w := &wholeHistory{r: repo, n: repo.native()}
		if err := w.read(context.Background(), 1, nil, func(s scanner.Skip) { b.Error(s) }); err != nil {
			b.Fatal(err)
		}
		repo.Close()
	}
}

type countVisitor struct{ bytes int64 }

func (v *countVisitor) object(_ int32, data []byte, _ *frame, _ []byte) any {
	v.bytes += int64(len(data))
	return nil
}

func (v *countVisitor) failed(int32, error) {}
