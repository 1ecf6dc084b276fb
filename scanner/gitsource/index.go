package gitsource

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"

	"github.com/go-git/go-git/v5/plumbing"
)

// How the index is read
//
// The file is not decoded: a first pass steps over the entries, checks that
// each lies within the file, and marks where every 64th begins. It reads
// through a small window, as touching each page of a mapping costs several
// times more. A cursor then goes to any entry through the marks and a mapping;
// few of its pages are ever touched. Version 4 writes a name as a difference to
// the one before, so that the whole name is kept with each mark.
// Nothing is allocated for an entry that nobody asks for.

const (
	indexHeader = 12
	stride      = 64 // entries from mark to mark
	windowSize  = 128 << 10
	lookahead   = 32 << 10 // more than any entry but a very long name takes
	maxPathV4   = 16 << 10

	entryMode  = 24
	entryID    = 40
	entryFlags = 60
	entryFixed = 62

	flagExtended = 0x4000
	flagStage    = 0x3000
	flagNameLen  = 0x0fff
	// of the second word
	flagSkipWorktree = 0x4000
	flagIntentToAdd  = 0x2000
)

// An index is git's index file. The zero value has no entries.
type index struct {
	path    string
	info    fs.FileInfo // nil if there was no file
	mapped  []byte      // to be released
	data    []byte
	version uint32
	n       int
	marks   []int    // where every 64th entry is
	names   [][]byte // and its name, in version 4
	tree    []byte   // the cache-tree extension

	link     []byte // the split-index extension
	nameless bool   // entries without a name, which only a split index has
}

var errIndex = errors.New("it is damaged")

// openIndex opens an index. A file that does not exist is an empty index.
func openIndex(path, gitDir string) (ix *index, err error) {
	defer guard("reading the index")(&err)
	f, err := openPlain(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &index{path: path}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the index: %w", err)
	}
	defer f.Close()
	data, info, err := mapOpen(f, math.MaxInt64)
	if err != nil {
		return nil, fmt.Errorf("reading the index: %w", err)
	}
	ix, err = parseIndex(data, f)
	if err == nil && ix.link != nil {
		ix, err = ix.unsplit(gitDir)
	}
	if err != nil {
		unmap(data)
		return nil, fmt.Errorf("reading the index %s: %w", path, err)
	}
	ix.path, ix.info, ix.mapped = path, info, data
	return ix, nil
}

// parseIndex checks the layout of an index, which it reads from f, or from
// data if f is nil.
func parseIndex(data []byte, f io.ReaderAt) (*index, error) {
	if len(data) < indexHeader+hashSize || string(data[:4]) != "DIRC" {
		return nil, errIndex
	}
	ix := &index{data: data, version: binary.BigEndian.Uint32(data[4:])}
	if ix.version < 2 || ix.version > 4 {
		return nil, fmt.Errorf("version %d: %w", ix.version, errUnsupported)
	}
	n := int64(binary.BigEndian.Uint32(data[8:]))
	if n > int64(len(data)/entryFixed) {
		return nil, errIndex
	}
	ix.n = int(n)
	w := &window{end: len(data) - hashSize}
	if f == nil {
		w.b = data[:w.end]
	} else {
		w.r = f
	}
	end, err := ix.scan(w)
	if err != nil {
		return nil, err
	}
	if err := ix.extensions(data[end : len(data)-hashSize]); err != nil {
		return nil, err
	}
	if ix.nameless && ix.link == nil {
		return nil, errIndex
	}
	return ix, nil
}

// A window is the part of a file that is in memory.
type window struct {
	r    io.ReaderAt // nil if all is
	b    []byte
	base int // where b begins
	end  int // of the file
	buf  []byte
}

// from returns what follows off, at least min bytes unless the file ends.
func (w *window) from(off, min int) ([]byte, error) {
	if off > w.end {
		return nil, errIndex
	}
	have := w.base + len(w.b) - off
	if w.r == nil || have >= min || w.base+len(w.b) == w.end && have >= 0 {
		return w.b[off-w.base:], nil
	}
	size := max(windowSize, min)
	if len(w.buf) < size {
		w.buf = make([]byte, size)
	}
	w.base, w.b = off, w.buf[:size]
	if left := w.end - off; left < size {
		w.b = w.b[:left]
	}
	if n, err := w.r.ReadAt(w.b, int64(off)); n < len(w.b) {
		return nil, noEOF(err)
	}
	return w.b, nil
}

// scan steps over all entries and returns where they end.
func (ix *index) scan(w *window) (int, error) {
	ix.marks = make([]int, 0, ix.n/stride+1)
	off := indexHeader
	var name []byte // version 4
	var b []byte    // what is known to follow off
	for i := range ix.n {
		if len(b) < lookahead {
			var err error
			if b, err = w.from(off, lookahead); err != nil {
				return 0, err
			}
			if len(b) < entryFixed+2 {
				return 0, errIndex
			}
		}
		flags := binary.BigEndian.Uint16(b[entryFlags:])
		fixed := entryFixed
		if flags&flagExtended != 0 {
			if ix.version < 3 {
				return 0, errIndex
			}
			if b[entryFixed]&^((flagSkipWorktree|flagIntentToAdd)>>8) != 0 || b[entryFixed+1] != 0 {
				return 0, fmt.Errorf("unknown flags of an entry: %w", errUnsupported)
			}
			fixed += 2
		}
		switch binary.BigEndian.Uint32(b[entryMode:]) & modeType {
		case modeFile, modeLink, modeSubmodule, modeTree:
		default:
			return 0, errIndex
		}
		size := 0 // of the entry
		if ix.version == 4 {
			strip, suffix, ok := nameDiff(b[fixed:])
			if !ok || strip > len(name) || len(name)-strip+len(suffix) > maxPathV4 {
				return 0, errIndex
			}
			size = fixed + varintLen(b[fixed:]) + len(suffix) + 1
			name = append(name[:len(name)-strip], suffix...)
			ix.nameless = ix.nameless || len(name) == 0
		} else {
			l := int(flags & flagNameLen)
			if l == flagNameLen {
				var err error
				if l, b, err = longName(w, off, fixed); err != nil {
					return 0, err
				}
			}
			size = (fixed + l + 8) &^ 7
			if size > len(b) || b[fixed+l] != 0 {
				return 0, errIndex
			}
			ix.nameless = ix.nameless || l == 0
		}
		if i%stride == 0 {
			ix.marks = append(ix.marks, off)
			if ix.version == 4 {
				ix.names = append(ix.names, bytes.Clone(name))
			}
		}
		off += size
		b = b[size:]
	}
	return off, nil
}

// longName finds the end of a name that is too long for the length field.
func longName(w *window, off, fixed int) (l int, b []byte, err error) {
	for min := 2 * lookahead; ; min *= 2 {
		if b, err = w.from(off, min); err != nil {
			return 0, nil, err
		}
		if l = bytes.IndexByte(b[fixed:], 0); l >= flagNameLen {
			// The padding, too.
			b, err = w.from(off, fixed+l+8)
			return l, b, err
		}
		if l >= 0 || len(b) < min {
			return 0, nil, errIndex
		}
	}
}

// nameDiff reads how version 4 writes a name: how many bytes of the previous
// one to drop, and what to add.
func nameDiff(b []byte) (strip int, suffix []byte, ok bool) {
	n := varintLen(b)
	if n == 0 || n > 4 {
		return 0, nil, false
	}
	strip = int(b[0] & 0x7f)
	for _, c := range b[1:n] {
		strip = (strip+1)<<7 | int(c&0x7f)
	}
	z := bytes.IndexByte(b[n:], 0)
	if z < 0 {
		return 0, nil, false
	}
	return strip, b[n : n+z], true
}

func varintLen(b []byte) int {
	for i, c := range b {
		if c&0x80 == 0 {
			return i + 1
		}
	}
	return 0
}

// extensions reads what follows the entries.
func (ix *index) extensions(b []byte) error {
	for len(b) >= 8 {
		size := int64(binary.BigEndian.Uint32(b[4:]))
		if size > int64(len(b)-8) {
			return errIndex
		}
		name, body := string(b[:4]), b[8:8+size]
		b = b[8+size:]
		switch {
		case name == "TREE":
			ix.tree = body
		case name == "link":
			ix.link = body
		case name == "sdir": // folders that are one entry: see [cursor.mode]
		case 'A' <= name[0] && name[0] <= 'Z': // optional
		default:
			return fmt.Errorf("unknown extension %q: %w", name, errUnsupported)
		}
	}
	return nil
}

// changed says whether the file is another one than when it was opened.
func (ix *index) changed() bool {
	now, err := os.Stat(ix.path)
	if ix.info == nil {
		return !isAbsent(err)
	}
	return err != nil || !os.SameFile(ix.info, now) || now.Size() != ix.info.Size() || !now.ModTime().Equal(ix.info.ModTime())
}

func (ix *index) close() {
	unmap(ix.mapped)
	*ix = index{path: ix.path}
}

// A cursor is at an entry of an index. Its results are valid until it moves.
type cursor struct {
	ix   *index
	i    int
	off  int
	next int
	name []byte
}

// at returns a cursor at entry i.
func (ix *index) at(i int) *cursor {
	c := &cursor{ix: ix, i: -1}
	c.seek(i)
	return c
}

// valid says whether there is an entry.
func (c *cursor) valid() bool { return c.i < c.ix.n }

// seek goes to entry i, or behind the last one.
func (c *cursor) seek(i int) {
	if i < 0 || i >= c.ix.n {
		c.i, c.name = c.ix.n, nil
		return
	}
	if c.i < 0 || i < c.i || c.i >= c.ix.n || i/stride != c.i/stride {
		c.i, c.off = i-i%stride, c.ix.marks[i/stride]
		if c.ix.version == 4 {
			e := c.ix.data[c.off:]
			fixed := c.fixed()
			_, suffix, _ := nameDiff(e[fixed:])
			c.next = c.off + fixed + varintLen(e[fixed:]) + len(suffix) + 1
			c.name = append(c.name[:0], c.ix.names[i/stride]...)
		} else {
			c.load()
		}
	}
	for c.i < i {
		c.step()
	}
}

// step goes to the next entry.
func (c *cursor) step() {
	c.i++
	if c.i >= c.ix.n {
		c.i, c.name = c.ix.n, nil
		return
	}
	c.off = c.next
	c.load()
}

// load decodes the name at off. scan has checked that it can.
func (c *cursor) load() {
	e := c.ix.data[c.off:]
	fixed := c.fixed()
	if c.ix.version == 4 {
		strip, suffix, _ := nameDiff(e[fixed:])
		c.next = c.off + fixed + varintLen(e[fixed:]) + len(suffix) + 1
		c.name = append(c.name[:len(c.name)-strip], suffix...)
		return
	}
	l := int(binary.BigEndian.Uint16(e[entryFlags:]) & flagNameLen)
	if l == flagNameLen {
		l = bytes.IndexByte(e[fixed:], 0)
	}
	c.name = e[fixed : fixed+l : fixed+l]
	c.next = c.off + (fixed+l+8)&^7
}

func (c *cursor) fixed() int {
	if c.ix.data[c.off+entryFlags]&(flagExtended>>8) != 0 {
		return entryFixed + 2
	}
	return entryFixed
}

// mode is the entry's mode. That of a folder means all that is below it,
// in a sparse index; its name then ends in a slash.
func (c *cursor) mode() uint32 { return binary.BigEndian.Uint32(c.ix.data[c.off+entryMode:]) }

func (c *cursor) id() []byte {
	return c.ix.data[c.off+entryID : c.off+entryID+hashSize]
}

func (c *cursor) stage() int { return int(c.ix.data[c.off+entryFlags]>>4) & 3 }

// extra returns the second word of flags.
func (c *cursor) extra() uint16 {
	if c.fixed() == entryFixed {
		return 0
	}
	return binary.BigEndian.Uint16(c.ix.data[c.off+entryFixed:])
}

func (c *cursor) entry() entry {
	e := entryOf(c.name, c.id(), c.mode())
	e.stage = c.stage()
	x := c.extra()
	e.intentToAdd = x&flagIntentToAdd != 0
	e.skipWorktree = x&flagSkipWorktree != 0
	return e
}

// walkIndex calls f for each file of the index, those of folded folders
// included.
func walkIndex(ctx context.Context, ix *index, s *store, f func(entry) error) error {
	for c := ix.at(0); c.valid(); c.step() {
		if c.i%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if c.mode()&modeType != modeTree {
			if err := f(c.entry()); err != nil {
				return err
			}
			continue
		}
		err := s.walkTree(ctx, plumbing.Hash(c.id()), bytes.Clone(c.name), 0, func(path []byte, t treeEntry) error {
			e := entryOf(path, t.id, t.mode)
			e.skipWorktree = true
			return f(e)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
