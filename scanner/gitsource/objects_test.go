package gitsource

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"
)

// blobText is text that deltas well against its neighbors.
func blobText(i int) string {
	rnd := rand.New(rand.NewSource(7))
	var b strings.Builder
	for l := range 300 {
		if l%50 == i%50 {
			b.WriteString(strings.Repeat("changed ", i%9+1))
		}
		b.WriteString(strings.Repeat(string(rune('a'+rnd.Intn(26))), rnd.Intn(40)) + "\n")
	}
	return b.String()
}

// objectsOf lists a repository's blobs.
func (r *gitRepo) blobs() []string {
	r.t.Helper()
	var ids []string
	for line := range strings.Lines(r.git("cat-file", "--batch-all-objects", "--batch-check") + "\n") {
		if f := strings.Fields(line); f[1] == "blob" {
			ids = append(ids, f[0])
		}
	}
	return ids
}

func deltaRepo(t *testing.T) *gitRepo {
	r := newGitRepo(t)
	for i := range 40 {
		r.write("f", blobText(i))
		r.git("add", "f")
		if i%8 == 0 {
			r.git("commit", "-qm", "x", "--allow-empty")
		}
	}
	r.git("commit", "-qm", "x", "--allow-empty")
	return r
}

func TestObjects(t *testing.T) {
	t.Parallel()
	r := deltaRepo(t)
	r.checkBlobs("loose", r.blobs())
	r.git("repack", "-q", "-d")
	r.write("g", "1")
	r.git("add", "g")
	r.checkBlobs("one pack and loose", r.blobs())
	r.git("repack", "-q", "-adf", "--depth=20", "--window=20")
	r.checkBlobs("deltas by offset", r.blobs())
	r.git("-c", "repack.useDeltaBaseOffset=false", "repack", "-q", "-adf", "--depth=20", "--window=20")
	r.checkBlobs("deltas by id", r.blobs())
	for i := range 3 {
		r.write("h", blobText(100+i))
		r.git("add", "h")
		r.git("commit", "-qm", "y")
		r.git("repack", "-q")
	}
	r.git("multi-pack-index", "write")
	r.checkBlobs("several packs", r.blobs())
	r.checkTree("several packs", "HEAD")

	// go-git's view of the same.
	s := r.native().store
	id := plumbing.NewHash(r.git("rev-parse", "HEAD:h"))
	o, err := s.EncodedObject(plumbing.AnyObject, id)
	if err != nil {
		t.Fatal(err)
	}
	rc, err := o.Reader()
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(rc)
	if err != nil || o.Type() != plumbing.BlobObject || o.Size() != int64(len(data)) || string(data) != blobText(102) {
		t.Errorf("go-git's object has type %v and size %d: %v", o.Type(), o.Size(), err)
	}
	if _, err := s.EncodedObject(plumbing.TreeObject, id); !errors.Is(err, plumbing.ErrObjectNotFound) {
		t.Errorf("a blob as a tree: %v", err)
	}
	if err := s.HasEncodedObject(plumbing.NewHash(strings.Repeat("1", 40))); !errors.Is(err, plumbing.ErrObjectNotFound) {
		t.Errorf("a missing object: %v", err)
	}
	if _, err := s.SetEncodedObject(o); !errors.Is(err, errReadOnly) {
		t.Errorf("writing: %v", err)
	}
}

// TestObjectsAreRepackedMeanwhile keeps a repository open while git moves its objects.
func TestObjectsAreRepackedMeanwhile(t *testing.T) {
	t.Parallel()
	r := deltaRepo(t)
	ids := r.blobs()
	n := r.native()
	for i := range 3 {
		for _, id := range ids[i*3 : i*3+3] {
			rc, _, err := n.open(context.Background(), id)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, rc); err != nil {
				t.Fatal(err)
			}
			rc.Close()
		}
		// Each time a pack of another name.
		r.write("f", blobText(1000+i))
		r.git("add", "f")
		r.git("commit", "-qm", "x")
		r.git("repack", "-q", "-adf")
		r.git("prune-packed")
	}
}

// TestDamagedObjects flips each byte of an object, loose and packed: nothing
// else than its content or an error may come out.
func TestDamagedObjects(t *testing.T) {
	t.Parallel()
	r := deltaRepo(t)
	id := r.git("rev-parse", "HEAD:f")
	content := r.git("cat-file", "blob", id)
	check := func(path string, step int) {
		t.Helper()
		good, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		os.Chmod(path, 0o666)
		failures := 0
		for i := 0; i <= len(good); i += step {
			bad := bytes.Clone(good)
			if i < len(bad) {
				bad[i] ^= 0x41
			} else {
				bad = bad[:len(bad)/2]
			}
			if err := os.WriteFile(path, bad, 0o666); err != nil {
				t.Fatal(err)
			}
			n := r.native()
			rc, _, err := n.open(context.Background(), id)
			var data []byte
			if err == nil {
				data, err = io.ReadAll(rc)
				rc.Close()
			}
			n.close()
			switch {
			case err == nil && strings.TrimRight(string(data), "\n") != content:
				t.Fatalf("byte %d of %s: other content without an error", i, filepath.Base(path))
			case err != nil:
				failures++
				if !strings.Contains(err.Error(), "object "+id) && !strings.Contains(err.Error(), "pack-") && !errors.Is(err, errMissing) {
					t.Fatalf("byte %d of %s: error names nothing: %v", i, filepath.Base(path), err)
				}
			}
		}
		if failures == 0 {
			t.Errorf("%s: no damage was noticed", filepath.Base(path))
		}
		os.WriteFile(path, good, 0o666)
	}
	check(filepath.Join(r.dir, ".git/objects", id[:2], id[2:]), 3)
	r.git("repack", "-q", "-adf", "--depth=20")
	for _, glob := range []string{"*.pack", "*.idx"} {
		files, _ := filepath.Glob(filepath.Join(r.dir, ".git/objects/pack", glob))
		if len(files) != 1 {
			t.Fatal(files)
		}
		check(files[0], 29)
	}
}

// TestWithheldEnd reads exactly as many bytes as an object should have: even
// so damage must not go unnoticed.
func TestWithheldEnd(t *testing.T) {
	t.Parallel()
	r := newGitRepo(t)
	r.write("a", "one\n")
	r.write("b", "two\n")
	r.git("add", ".")
	a, b := r.git("rev-parse", ":a"), r.git("rev-parse", ":b")
	path := func(id string) string { return filepath.Join(r.dir, ".git/objects", id[:2], id[2:]) }
	data, _ := os.ReadFile(path(b))
	os.Chmod(path(a), 0o666)
	if err := os.WriteFile(path(a), data, 0o666); err != nil {
		t.Fatal(err)
	}
	rc, size, err := r.native().open(context.Background(), a)
	if err != nil {
		t.Fatal(err)
	}
	defer rc.Close()
	if _, err := io.ReadFull(rc, make([]byte, size)); !errors.Is(err, errDamaged) || !strings.Contains(err.Error(), a) {
		t.Errorf("error is %v", err)
	}
}

// TestLargeObject streams a file that is larger than what may be in memory.
func TestLargeObject(t *testing.T) {
	if testing.Short() {
		t.Skip("writes a large file")
	}
	r := newGitRepo(t)
	r.git("config", "core.compression", "1")
	const size = 40 << 20 // more than maxDelta
	f, err := os.Create(filepath.Join(r.dir, "big"))
	if err != nil {
		t.Fatal(err)
	}
	block := make([]byte, 1<<20)
	for i := range size >> 20 {
		block[0] = byte(i)
		f.Write(block)
	}
	f.Close()
	r.git("add", "big")
	id := r.git("rev-parse", ":big")
	for _, packed := range []bool{false, true} {
		if packed {
			r.git("commit", "-qm", "x")
			r.git("repack", "-qad", "--window=0")
		}
		n := r.native()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		rc, got, err := n.open(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		read, err := io.Copy(io.Discard, rc)
		if err != nil || read != size || got != size {
			t.Fatalf("read %d of %d bytes: %v", read, got, err)
		}
		rc.Close()
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 {
			t.Errorf("packed=%v: %d bytes of memory were used", packed, used)
		}
	}
}

func TestAlternates(t *testing.T) {
	t.Parallel()
	base := deltaRepo(t)
	base.git("repack", "-q", "-adf")
	for _, relative := range []bool{false, true} {
		r := newGitRepo(t)
		middle := newGitRepo(t)
		to := func(from, target *gitRepo) {
			p := filepath.Join(target.dir, ".git/objects")
			if relative {
				p, _ = filepath.Rel(filepath.Join(from.dir, ".git/objects"), p)
			}
			from.write(".git/objects/info/alternates", "# comment\n"+p+"\n")
		}
		to(r, middle)
		to(middle, base)
		if !relative {
			to(base, r) // a loop
		}
		r.git("update-ref", "refs/heads/main", base.git("rev-parse", "HEAD"))
		r.git("read-tree", "HEAD")
		r.write("f", blobText(5)+"x")
		r.git("add", "f")
		r.checkStaged("alternates")
		r.checkBlobs("alternates", base.blobs())
		os.Remove(filepath.Join(base.dir, ".git/objects/info/alternates"))
	}
	// As a push in quarantine names them.
	r := newGitRepo(t)
	r.env = []string{"GIT_ALTERNATE_OBJECT_DIRECTORIES=" + filepath.Join(base.dir, ".git/objects")}
	r.git("update-ref", "refs/heads/main", base.git("rev-parse", "HEAD"))
	r.checkStaged("alternates of the environment")
}

func TestMissingObject(t *testing.T) {
	r := newGitRepo(t)
	_, _, err := r.native().open(context.Background(), strings.Repeat("1", 40))
	if !errors.Is(err, errMissing) || !strings.Contains(err.Error(), strings.Repeat("1", 40)) {
		t.Errorf("error is %v", err)
	}
}

func TestDelta(t *testing.T) {
	long := strings.Repeat("0123456789abcdef", 0x10000/16) + "end"
	for _, c := range []struct{ base, delta, want string }{
		{"hello", "\x05\x0a\x90\x05\x05world", "helloworld"},
		{"hello", "\x05\x03\x91\x02\x03", "llo"},
		{long, "\x83\x80\x04\x80\x80\x04\x80", long[:0x10000]},            // no length: 64 KiB
		{long, "\x83\x80\x04\x03\x94\x01\x03", "end"},                     // a large offset
		{"hello", "\x05\x05\x91\x03\x05", ""},                             // beyond the base
		{"hello", "\x05\x04\x90\x05", ""},                                 // more than was said
		{"hello", "\x05\x06\x90\x05", ""},                                 // less
		{"hello", "\x04\x05\x90\x05", ""},                                 // of another base
		{"hello", "\x05\x05\x00", ""},                                     // reserved
		{"hello", "\x05\x05\x05wor", ""},                                  // cut short
		{"hello", "\x05\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", ""}, // a size beyond all bounds
	} {
		size, err := deltaSize([]byte(c.delta), len(c.base))
		var got []byte
		if err == nil && size < 1<<20 {
			got, err = applyDelta([]byte(c.base), []byte(c.delta))
		}
		if string(got) != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%q: %d bytes, %v", c.delta, len(got), err)
		}
	}
}
