package gitsource

import (
	"bytes"
	"compress/zlib"
	"context"
	"crypto/sha1" //nolint:gosec // git's checksums
	"encoding/binary"
	"errors"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/envguard/envguard/scanner"
)

// A packMaker writes packs that no git would write.
type packMaker struct {
	body    bytes.Buffer
	offsets []uint16
}

func (m *packMaker) add(t plumbing.ObjectType, size int, head []byte, content string) {
	m.offsets = append(m.offsets, uint16(12+m.body.Len()))
	c := byte(t)<<4 | byte(size&15)
	for size >>= 4; size > 0; size >>= 7 {
		m.body.WriteByte(c | 0x80)
		c = byte(size & 0x7f)
	}
	m.body.WriteByte(c)
	m.body.Write(head)
	z := zlib.NewWriter(&m.body)
	z.Write([]byte(content))
	z.Close()
}

// input is the form in which the fuzz test takes it.
func (m *packMaker) input() []byte {
	out := []byte{byte(len(m.offsets))}
	for _, o := range m.offsets {
		out = binary.BigEndian.AppendUint16(out, o)
	}
	return append(out, m.body.Bytes()...)
}

// fuzzID is the id of the i-th object of a fuzzed pack: nothing verifies ids of
// what a pack holds but whoever reads an object alone.
func fuzzID(i int) (id plumbing.Hash) {
	for k := range id {
		id[k] = byte(i)
	}
	return id
}

// fuzzPack writes a pack and an index to it whose checksums are right.
func fuzzPack(dir string, data []byte) error {
	n := min(int(data[0]), 40)
	data = data[1:]
	offsets := make([]uint32, n)
	for i := range offsets {
		if len(data) < 2 {
			return errors.New("too short")
		}
		offsets[i] = uint32(binary.BigEndian.Uint16(data))
		data = data[2:]
	}
	pack := []byte("PACK\x00\x00\x00\x02")
	pack = binary.BigEndian.AppendUint32(pack, uint32(n))
	pack = append(pack, data...)
	sum := sha1.Sum(pack) //nolint:gosec // git's checksums
	pack = append(pack, sum[:]...)
	idx := []byte("\xfftOc\x00\x00\x00\x02")
	for b := range 256 {
		idx = binary.BigEndian.AppendUint32(idx, uint32(min(b+1, n)))
	}
	for i := range n {
		id := fuzzID(i)
		idx = append(idx, id[:]...)
	}
	sorted := slices.Clone(offsets)
	slices.Sort(sorted)
	for _, o := range offsets {
		end := uint32(len(pack) - hashSize)
		if k, _ := slices.BinarySearch(sorted, o+1); k < n {
			end = min(end, sorted[k])
		}
		if o >= end {
			idx = append(idx, 0, 0, 0, 0)
			continue
		}
		idx = binary.BigEndian.AppendUint32(idx, crc32.ChecksumIEEE(pack[o:end]))
	}
	for _, o := range offsets {
		idx = binary.BigEndian.AppendUint32(idx, o)
	}
	idx = append(idx, sum[:]...)
	isum := sha1.Sum(idx) //nolint:gosec // git's checksums
	idx = append(idx, isum[:]...)
	if err := os.MkdirAll(filepath.Join(dir, "pack"), 0o777); err != nil {
		return err
	}
	base := filepath.Join(dir, "pack", "pack-x")
	return errors.Join(os.WriteFile(base+".pack", pack, 0o666), os.WriteFile(base+".idx", idx, 0o666))
}

// FuzzHistoryPack goes through arbitrary packs: no panic, no hang, and whatever
// comes out is what the reader of single objects puts together, too.
func FuzzHistoryPack(f *testing.F) {
	tree := "100644 a\x00" + string(bytes.Repeat([]byte{1}, 20)) + "40000 d\x00" + string(bytes.Repeat([]byte{3}, 20))
	var m packMaker
	m.add(plumbing.BlobObject, 12, nil, "hello, world")
	m.add(plumbing.OFSDeltaObject, 7, []byte{byte(m.body.Len())}, "\x0c\x0f\x90\x0c\x03abc")
	m.add(plumbing.TreeObject, len(tree), nil, tree)
	m.add(plumbing.REFDeltaObject, 5, bytes.Repeat([]byte{2}, 20), string([]byte{byte(len(tree)), 28, 0x91, 0, 28}))
	commit := "tree 0202020202020202020202020202020202020202\nparent 0505050505050505050505050505050505050505\ncommitter a <b> 1 +0000\n"
	m.add(plumbing.CommitObject, len(commit), nil, commit)
	m.add(plumbing.REFDeltaObject, 4, bytes.Repeat([]byte{4}, 20), string([]byte{byte(len(commit)), 49, 0x90, 49}))
	f.Add(m.input())
	var cycle packMaker
	cycle.add(plumbing.REFDeltaObject, 4, bytes.Repeat([]byte{1}, 20), "\x02\x02\x90\x02")
	cycle.add(plumbing.REFDeltaObject, 4, bytes.Repeat([]byte{0}, 20), "\x02\x02\x90\x02")
	cycle.add(plumbing.BlobObject, 1<<30, nil, "a lie")
	cycle.add(plumbing.OFSDeltaObject, 9, []byte{4}, "\x05\xff\xff\xff\xff\x0f\x90\x05")
	f.Add(cycle.input())
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := t.TempDir()
		if len(data) == 0 || len(data) > 1<<13 || fuzzPack(dir, data) != nil {
			return
		}
		s := newStore([]string{dir})
		defer s.close()
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		tb, err := newTable(s)
		if err != nil {
			return
		}
		h := newHistory(tb, func(*scanner.Skip) {})
		errs := errors.Join(h.readCommits(ctx, 1, nil), h.readTrees(ctx, 1))
		var starts []plumbing.Hash
		for g := range tb.objs {
			if tb.objs[g].typ == plumbing.CommitObject {
				starts = append(starts, tb.hash(int32(g)))
			}
		}
		order, err := h.walk(ctx, starts)
		v := &fuzzVisitor{t: t, tb: tb, s: s}
		errs = errors.Join(errs, err, tb.forestWithin(ctx, 64, 1, func(o *object) bool { return o.flags&objTwin == 0 }, func(int) visitor { return v }))
		if errs != nil {
			t.Fatal(errs)
		}
		var blobs []int32
		for g := range tb.objs {
			if tb.objs[g].typ == plumbing.BlobObject && tb.objs[g].flags&objTwin == 0 {
				blobs = append(blobs, int32(g))
			}
		}
		tr, err := h.newTracer(ctx, 1, blobs)
		if err == nil {
			_, _, err = tr.appearances(ctx, order)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
}

type fuzzVisitor struct {
	t  *testing.T
	tb *table
	s  *store
}

func (v *fuzzVisitor) object(g int32, data []byte, _ *frame, _ []byte) any {
	p := v.tb.packOf(g)
	typ, want, err := v.s.unpack(v.tb.hash(g), p.pack, v.tb.objs[g].off, maxForest)
	if err != nil || !bytes.Equal(data, want) || typ != v.tb.objs[g].typ {
		v.t.Errorf("object %d: %d bytes of type %v; alone %d of %v, %v", g, len(data), v.tb.objs[g].typ, len(want), typ, err)
	}
	return nil
}

func (v *fuzzVisitor) failed(int32, error) {}

// FuzzHistoryIndex reads a pack by an arbitrary index whose checksums are right:
// no panic, and no object from outside of the pack.
func FuzzHistoryIndex(f *testing.F) {
	var m packMaker
	m.add(plumbing.BlobObject, 12, nil, "hello, world")
	m.add(plumbing.OFSDeltaObject, 7, []byte{byte(m.body.Len())}, "\x0c\x0f\x90\x0c\x03abc")
	dir := f.TempDir()
	if err := fuzzPack(dir, m.input()); err != nil {
		f.Fatal(err)
	}
	base := filepath.Join(dir, "pack", "pack-x")
	pack, err := os.ReadFile(base + ".pack")
	if err != nil {
		f.Fatal(err)
	}
	idx, err := os.ReadFile(base + ".idx")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(idx[:len(idx)-2*hashSize])
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := t.TempDir()
		idx := append(slices.Clone(data), pack[len(pack)-hashSize:]...)
		sum := sha1.Sum(idx) //nolint:gosec // git's checksums
		base := filepath.Join(dir, "pack", "pack-x")
		err := errors.Join(os.Mkdir(filepath.Join(dir, "pack"), 0o777), os.WriteFile(base+".pack", pack, 0o666), os.WriteFile(base+".idx", append(idx, sum[:]...), 0o666))
		if err != nil {
			t.Fatal(err)
		}
		s := newStore([]string{dir})
		defer s.close()
		tb, err := newTable(s)
		if err != nil {
			return
		}
		for g := range tb.objs {
			tb.find(tb.id(int32(g)))
		}
		v := &fuzzVisitor{t: t, tb: tb, s: s}
		err = tb.forest(context.Background(), 1, func(*object) bool { return true }, func(int) visitor { return v })
		if err != nil {
			t.Fatal(err)
		}
	})
}
