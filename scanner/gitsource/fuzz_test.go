package gitsource

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// FuzzIndex parses and compares arbitrary indexes: no panic, no hang, and
// whatever is taken has entries within the file.
func FuzzIndex(f *testing.F) {
	r := newGitRepo(f)
	// Small ones: Go spends its time on making what it finds smaller.
	for _, p := range []string{"a", "d/b", "d/e/c"} {
		r.write(p, "1")
	}
	r.git("add", ".")
	for _, v := range []string{"2", "3", "4"} {
		r.git("update-index", "--index-version", v)
		r.git("write-tree")
		data, err := os.ReadFile(filepath.Join(r.dir, ".git/index"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	r.write("later", "1")
	r.git("add", "-N", ".")
	r.git("update-index", "--split-index")
	if data, err := os.ReadFile(filepath.Join(r.dir, ".git/index")); err == nil {
		f.Add(data)
	}
	s := newStore([]string{filepath.Join(r.dir, ".git/objects")})
	f.Fuzz(func(t *testing.T, data []byte) {
		ix, err := parseIndex(data, nil)
		streamed, errStreamed := parseIndex(data, bytes.NewReader(data))
		if (err == nil) != (errStreamed == nil) {
			t.Fatalf("from memory: %v, through a window: %v", err, errStreamed)
		}
		if err != nil {
			return
		}
		if streamed.n != ix.n || len(streamed.marks) != len(ix.marks) {
			t.Fatal("memory and window differ")
		}
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		n := 0
		for c := ix.at(0); c.valid(); c.step() {
			if n++; c.i%stride == 1 && !bytes.Equal(ix.at(c.i).name, c.name) {
				t.Fatal("a cursor that steps and one that seeks differ")
			}
		}
		if n != ix.n {
			t.Fatalf("%d entries of %d", n, ix.n)
		}
		if ix.link != nil {
			ix.unsplit(filepath.Join(r.dir, ".git"))
			return
		}
		diffIndex(ctx, ix, s, emptyTree())
		if ctx.Err() != nil {
			t.Fatal("it hangs")
		}
	})
}

// FuzzPackObject reads an object at the end of an arbitrary pack.
func FuzzPackObject(f *testing.F) {
	deflate := func(s string) []byte {
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		z.Write([]byte(s))
		z.Close()
		return b.Bytes()
	}
	blob := append([]byte{0x35}, deflate("hello")...)
	f.Add(blob, uint16(0))
	ofs := append([]byte{0x67, byte(len(blob))}, deflate("\x05\x05\x90\x05")...)
	f.Add(append(bytes.Clone(blob), ofs...), uint16(len(blob)))
	ref := append(append([]byte{0x77}, make([]byte, 20)...), deflate("\x05\x05\x90\x05")...)
	f.Add(append(bytes.Clone(blob), ref...), uint16(len(blob)))
	f.Fuzz(func(t *testing.T, body []byte, at uint16) {
		dat := append([]byte("PACK\x00\x00\x00\x02\x00\x00\x00\x01"), body...)
		dat = append(dat, make([]byte, hashSize)...)
		idx := make([]byte, idxIDs+hashSize+8+2*hashSize)
		copy(idx, "\xfftOc\x00\x00\x00\x02")
		for i := range 256 {
			binary.BigEndian.PutUint32(idx[idxHeader+4*i:], 1)
		}
		binary.BigEndian.PutUint32(idx[idxIDs+hashSize+4:], uint32(at)+12)
		n, err := checkIdx(idx)
		if err != nil {
			t.Fatal(err)
		}
		p := &pack{base: "x", idx: idx, n: n, dat: dat, opened: true, tried: true}
		p.ready.Store(true)
		p.loaded.Store(true)
		s := newStore(nil)
		s.packs.Store(&packList{packs: []*pack{p}})
		if _, _, err := s.read(plumbing.ZeroHash, 1<<20); err == nil {
			t.Fatal("content that has another id was taken")
		}
		if typ, data, err := s.unpack(plumbing.ZeroHash, p, int64(at)+12, 1<<20); err == nil {
			if ht, size, err := s.header(plumbing.ZeroHash); err != nil || ht != typ || size != int64(len(data)) {
				t.Fatalf("header says %v %d %v, content is %v %d", ht, size, err, typ, len(data))
			}
		}
	})
}

// FuzzDelta applies arbitrary deltas; the result has the size that was said.
func FuzzDelta(f *testing.F) {
	f.Add([]byte("hello"), []byte("\x05\x05\x90\x05"))
	f.Add([]byte("hello"), []byte("\x05\x08\x90\x05\x03abc"))
	f.Fuzz(func(t *testing.T, base, delta []byte) {
		size, err := deltaSize(delta, len(base))
		if err != nil || size > 1<<20 {
			return
		}
		if out, err := applyDelta(base, delta); err == nil && int64(len(out)) != size {
			t.Fatalf("%d bytes instead of %d", len(out), size)
		}
	})
}

// FuzzConfig parses arbitrary configuration files.
func FuzzConfig(f *testing.F) {
	f.Add([]byte("[core]\n\tbare = false ; x\n[remote \"o\\\"x\"]\n\tpromisor\n[a.B] c = \"x # y\" \\\n z\n"))
	f.Add([]byte("[branch \"x\"]\r\n\tmerge = x\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		parseConfig(data, func(key, value string, implicit bool) error {
			if key == "" || implicit && value != "" {
				t.Fatalf("%q = %q", key, value)
			}
			setting{value: value}.bool()
			globMatch(value, key)
			return nil
		})
		parseParameters(string(data), func(string, string, bool) error { return nil })
		unquoteC(string(data))
		splitAlternates(string(data))
	})
}

// FuzzPackedRefs finds each line of a file that is sorted, by searching.
func FuzzPackedRefs(f *testing.F) {
	const id = "1234567890123456789012345678901234567890"
	const head = "# pack-refs with: peeled fully-peeled sorted \n"
	f.Add([]byte(head+id+" refs/heads/a\n"+id+" refs/tags/b\n^"+id+"\n"+id+" refs/tags/c\n"), "refs/tags/b")
	f.Add([]byte(head), "refs/heads/x")
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		searchPacked(data, name)
		searchPacked(append([]byte(head), data...), name)
	})
}
