package gitsource

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // git's object ids
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/storer"
)

const (
	// maxDelta is the size of the largest object that is put together from
	// deltas, which takes memory for it and for its base.
	maxDelta = 32 << 20
	// maxMeta is the size of the largest tree, commit or tag.
	maxMeta = 128 << 20
	// maxRatio is more than what zlib can expand a byte to. A size in a
	// header beyond it is a lie, for which no memory is reserved.
	maxRatio = 1040
)

// errDamaged is wrapped when an object's content is not what its id says.
var errDamaged = errors.New("is damaged")

// errNotAllRead says that an object may be in what could not be read.
var errNotAllRead = errors.New("was not found, and not all of the repository could be read")

// errNoIndex says that a pack has no index of its own. One for several packs may
// have it, which git knows.
var errNoIndex = fmt.Errorf("a pack in objects/pack has no index: %w", errUnsupported)

// errReadOnly is what the methods of go-git's interface that write return.
var errReadOnly = errors.New("the object store is read-only")

func damaged(id plumbing.Hash, why error) error {
	return fmt.Errorf("object %s %w: %w", id, errDamaged, why)
}

func damagedf(id plumbing.Hash, format string, args ...any) error {
	return damaged(id, fmt.Errorf(format, args...))
}

// A store reads the objects of a repository: loose ones and packs, in its own
// directory and in the alternates. What it returns was verified against the
// id. It is go-git's storer.EncodedObjectStorer, without the writing.
type store struct {
	dirs []string

	mu    sync.Mutex // for listing the packs
	packs atomic.Pointer[packList]
	last  atomic.Pointer[pack] // where the last object was

	inflaters sync.Pool
	bases     baseCache
}

var _ storer.EncodedObjectStorer = (*store)(nil)

// A packList is what the pack directories held when they were listed.
type packList struct {
	packs  []*pack
	stamps []time.Time
	orphan bool  // a pack has no index of its own
	err    error // a folder could not be listed
}

func newStore(dirs []string) *store { return &store{dirs: dirs} }

// list returns the packs. With again it looks whether there are new ones, and
// returns nil if not.
func (s *store) list(again bool) (*packList, error) {
	old := s.packs.Load()
	if old != nil && !again {
		return old, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := s.packs.Load(); now != old { // someone else was faster
		return now, nil
	}
	l := &packList{}
	for _, d := range s.dirs {
		var stamp time.Time
		if info, err := os.Stat(filepath.Join(d, "pack")); err == nil {
			stamp = info.ModTime()
		}
		l.stamps = append(l.stamps, stamp)
	}
	if old != nil && slices.EqualFunc(old.stamps, l.stamps, time.Time.Equal) {
		return nil, nil
	}
	known := make(map[string]*pack)
	if old != nil {
		for _, p := range old.packs {
			known[p.base] = p
		}
	}
	for _, d := range s.dirs {
		dir := filepath.Join(d, "pack")
		files, err := readDir(dir)
		if err != nil {
			if isAbsent(err) {
				continue
			}
			l.err = fmt.Errorf("listing packs: %w", err)
			continue
		}
		indexed := make(map[string]bool)
		for _, f := range files {
			if name, ok := strings.CutSuffix(f.Name(), ".idx"); ok {
				indexed[name] = true
				base := filepath.Join(dir, name)
				p := known[base]
				if p == nil {
					p = &pack{base: base}
				}
				l.packs = append(l.packs, p)
			}
		}
		for _, f := range files {
			name, ok := strings.CutSuffix(f.Name(), ".pack")
			if ok && strings.HasPrefix(name, "pack-") && !indexed[name] {
				l.orphan = true
			}
		}
	}
	s.packs.Store(l)
	return l, nil
}

// A place is where an object is: in a file of its own or in a pack.
type place struct {
	file looseFile
	pack *pack
	off  int64
}

// locate finds an object. Open packs are asked first, which costs next to
// nothing, then the loose objects, then packs that are not open yet.
func (s *store) locate(id plumbing.Hash) (place, error) {
	var first error
	note := func(err error) {
		if err != nil && first == nil {
			first = err
		}
	}
	if p := s.last.Load(); p != nil {
		if off, ok := p.find(id); ok {
			return place{pack: p, off: off}, nil
		}
	}
	if l := s.packs.Load(); l != nil {
		for _, p := range l.packs {
			if !p.ready.Load() {
				continue
			}
			if off, ok := p.find(id); ok {
				s.last.Store(p)
				return place{pack: p, off: off}, nil
			}
		}
	}
	f, err := s.openLoose(id)
	if err == nil {
		return place{file: f}, nil
	}
	if !isAbsent(err) {
		note(err)
	}
	l, err := s.list(false)
	for l != nil && err == nil {
		for _, p := range l.packs {
			if err := p.open(); err != nil {
				// A pack that went away is the work of a repack: its
				// objects are in another one, which the second look finds.
				if !isAbsent(err) {
					note(err)
				}
				continue
			}
			if off, ok := p.find(id); ok {
				s.last.Store(p)
				return place{pack: p, off: off}, nil
			}
		}
		if l.orphan {
			note(errNoIndex)
		}
		note(l.err)
		l, err = s.list(true)
	}
	note(err)
	if first != nil {
		return place{}, fmt.Errorf("object %s %w: %w", id, errNotAllRead, first)
	}
	return place{}, fmt.Errorf("%w: %s", errMissing, id)
}

// read returns the content of an object of at most limit bytes.
func (s *store) read(id plumbing.Hash, limit int64) (t plumbing.ObjectType, data []byte, err error) {
	defer guard("reading object " + id.String())(&err)
	err = s.retry(func() (err error) {
		at, err := s.locate(id)
		if err != nil {
			return err
		}
		t, data, err = s.readAt(id, at, limit)
		return err
	})
	return t, data, err
}

// retry calls f again when a pack went away between its index and its data,
// as happens while the repository is repacked.
func (s *store) retry(f func() error) (err error) {
	for range 3 {
		if err = f(); err == nil || !isAbsent(err) {
			return err
		}
	}
	return err
}

func (s *store) readAt(id plumbing.Hash, at place, limit int64) (plumbing.ObjectType, []byte, error) {
	if at.file != nil {
		t, r, err := s.streamLoose(id, at.file)
		if err != nil {
			return 0, nil, err
		}
		defer r.Close()
		if r.size > limit {
			return 0, nil, tooLarge(id, r.size)
		}
		data := make([]byte, r.size)
		if _, err := io.ReadFull(r, data); err != nil {
			return 0, nil, r.failure(err)
		}
		// An empty object is verified by the read that finds its end.
		if _, err := r.Read(make([]byte, 1)); err != io.EOF {
			return 0, nil, r.failure(err)
		}
		return t, data, nil
	}
	t, data, err := s.unpack(id, at.pack, at.off, limit)
	if err != nil {
		return 0, nil, err
	}
	sum := newSum(t, int64(len(data)))
	sum.Write(data)
	if !sumIs(sum, id) {
		return 0, nil, damagedf(id, "its content has another id")
	}
	return t, data, nil
}

func tooLarge(id plumbing.Hash, size int64) error {
	return fmt.Errorf("object %s has %d bytes, too many to be held in memory: %w", id, size, errUnsupported)
}

// verify reads an object to its end: a header alone is not verified.
func (s *store) verify(id plumbing.Hash) error {
	_, _, r, err := s.stream(id)
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = io.Copy(io.Discard, r)
	return err
}

// stream opens an object of any size. The reader fails at the end, before it
// has given out the last bytes, if the content is not what the id says.
func (s *store) stream(id plumbing.Hash) (t plumbing.ObjectType, size int64, r io.ReadCloser, err error) {
	defer guard("reading object " + id.String())(&err)
	err = s.retry(func() (err error) {
		t, size, r, err = s.streamOnce(id)
		return err
	})
	return t, size, r, err
}

func (s *store) streamOnce(id plumbing.Hash) (plumbing.ObjectType, int64, io.ReadCloser, error) {
	at, err := s.locate(id)
	if err != nil {
		return 0, 0, nil, err
	}
	var t plumbing.ObjectType
	var v *verifiedReader
	if at.file != nil {
		t, v, err = s.streamLoose(id, at.file)
	} else {
		t, v, err = s.streamPacked(id, at.pack, at.off)
	}
	if err != nil {
		return 0, 0, nil, err
	}
	if v != nil {
		return t, v.size, v, nil
	}
	t, data, err := s.readAt(id, at, maxDelta)
	if err != nil {
		return 0, 0, nil, err
	}
	return t, int64(len(data)), io.NopCloser(bytes.NewReader(data)), nil
}

// header returns an object's type and size. Neither is verified.
func (s *store) header(id plumbing.Hash) (t plumbing.ObjectType, size int64, err error) {
	defer guard("reading object " + id.String())(&err)
	err = s.retry(func() (err error) {
		at, err := s.locate(id)
		if err != nil {
			return err
		}
		if at.file == nil {
			t, size, err = s.packedHeader(id, at.pack, at.off)
			return err
		}
		var r *verifiedReader
		if t, r, err = s.streamLoose(id, at.file); err != nil {
			return err
		}
		size = r.size
		return r.Close()
	})
	return t, size, err
}

// close releases the packs. Nothing may be read any more.
func (s *store) close() {
	if l := s.packs.Load(); l != nil {
		for _, p := range l.packs {
			p.close()
		}
	}
}

// abbreviated returns up to two objects whose ids start with prefix, at least
// two hex digits in lower case.
func (s *store) abbreviated(prefix string) (found []plumbing.Hash, err error) {
	defer guard("looking for object " + prefix)(&err)
	add := func(id plumbing.Hash) {
		if len(found) < 2 && !slices.Contains(found, id) {
			found = append(found, id)
		}
	}
	for _, d := range s.dirs {
		files, err := readDir(filepath.Join(d, prefix[:2]))
		if err != nil && !isAbsent(err) {
			return nil, fmt.Errorf("listing objects: %w", err)
		}
		for _, f := range files {
			if id, err := parseID(prefix[:2] + f.Name()); err == nil && strings.HasPrefix(f.Name(), prefix[2:]) {
				add(id)
			}
		}
	}
	l, err := s.list(false)
	if err == nil {
		err = l.err
	}
	if err != nil {
		return nil, err
	}
	for _, p := range l.packs {
		if err := p.open(); err != nil {
			return nil, err
		}
		p.startingWith(prefix, add)
	}
	if l.orphan {
		return nil, errNoIndex
	}
	return found, nil
}

// newSum starts an object's id.
func newSum(t plumbing.ObjectType, size int64) hash.Hash {
	h := sha1.New() //nolint:gosec // git's object ids
	var buf [40]byte
	b := append(buf[:0], t.Bytes()...)
	b = append(b, ' ')
	b = strconv.AppendInt(b, size, 10)
	h.Write(append(b, 0))
	return h
}

func sumIs(sum hash.Hash, id plumbing.Hash) bool {
	var buf [hashSize]byte
	return bytes.Equal(sum.Sum(buf[:0]), id[:])
}

// A verifiedReader is an object's content. It compares size and id before it
// gives out the last bytes.
type verifiedReader struct {
	id      plumbing.Hash
	size, n int64
	lead    []byte // read already
	src     io.Reader
	sum     hash.Hash
	err     error
	release func()
}

func (r *verifiedReader) Read(p []byte) (n int, err error) {
	if r.err != nil {
		return 0, r.err
	}
	if len(p) == 0 {
		return 0, nil
	}
	defer func() {
		if err != nil {
			n, r.err = 0, err
		}
	}()
	defer guard("reading object " + r.id.String())(&err)
	if left := r.size - r.n; left < int64(len(p)) {
		p = p[:left]
	}
	switch {
	case len(p) == 0:
	case len(r.lead) > 0:
		n = copy(p, r.lead)
		r.lead = r.lead[n:]
	default:
		n, err = r.src.Read(p)
		if err == io.EOF && r.n+int64(n) < r.size {
			err = damagedf(r.id, "it has %d bytes instead of %d", r.n+int64(n), r.size)
		}
		if err != nil && err != io.EOF {
			return 0, r.failure(err)
		}
	}
	r.sum.Write(p[:n])
	r.n += int64(n)
	if r.n < r.size {
		return n, nil
	}
	// The end of the stream has a checksum of its own.
	one := make([]byte, 1)
	if len(r.lead) > 0 {
		return 0, damagedf(r.id, "it has more than %d bytes", r.size)
	}
	switch _, err := io.ReadFull(r.src, one); {
	case err == nil:
		return 0, damagedf(r.id, "it has more than %d bytes", r.size)
	case err != io.EOF:
		return 0, r.failure(err)
	}
	if !sumIs(r.sum, r.id) {
		return 0, damagedf(r.id, "its content has another id")
	}
	r.err = io.EOF
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// failure names the object in an error of the stream below.
func (r *verifiedReader) failure(err error) error {
	if err == nil || errors.Is(err, errDamaged) {
		return err
	}
	var path *os.PathError
	if errors.As(err, &path) {
		return objectError(r.id, err)
	}
	return damaged(r.id, err)
}

// Close implements io.Closer.
func (r *verifiedReader) Close() error {
	if r.release != nil {
		r.release()
		r.release = nil
	}
	if r.err == nil {
		r.err = os.ErrClosed
	}
	return nil
}

// PackedObjects estimates how many packed objects there are, from the sizes of
// the pack indexes. It is what the memory of a [History] grows with.
func (r *Repo) PackedObjects() int64 {
	const perObject = 32 // bytes: an id, a CRC-32, an offset, and a little of the reverse index
	var size int64
	for _, dir := range r.at.objectDirs {
		files, err := filepath.Glob(filepath.Join(dir, "pack", "*.idx"))
		if err != nil {
			continue // the pattern is well formed
		}
		for _, f := range files {
			if info, err := os.Stat(f); err == nil {
				size += info.Size()
			}
		}
	}
	return size / perObject
}
