package gitsource

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"sync"
	"sync/atomic"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/storer"
)

const (
	idxHeader = 8
	idxFanout = 256 * 4
	idxIDs    = idxHeader + idxFanout
	// maxChain bounds a chain of deltas; git writes at most 4095.
	maxChain = 5000
)

// A pack is a pack file and its index, each mapped when it is first needed.
type pack struct {
	base string // the path without its extension

	mu     sync.Mutex
	ready  atomic.Bool // idx may be used
	opened bool
	idx    []byte
	n      int // objects
	idxErr error

	loaded  atomic.Bool // dat may be used
	tried   bool
	dat     []byte
	dataErr error
}

// open maps and checks the index.
func (p *pack) open() error {
	if p.ready.Load() {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.opened {
		return p.idxErr
	}
	p.opened = true
	data, _, err := mapFile(p.base+".idx", math.MaxInt64)
	if err == nil {
		p.n, err = checkIdx(data)
	}
	if err != nil {
		unmap(data)
		p.idxErr = fmt.Errorf("reading pack index %s.idx: %w", p.base, err)
		return p.idxErr
	}
	p.idx = data
	p.ready.Store(true)
	return nil
}

// checkIdx validates the layout of a pack index so that lookups need no
// further checks except for offsets.
func checkIdx(b []byte) (n int, err error) {
	if len(b) >= 4 && !bytes.HasPrefix(b, []byte("\xfftOc")) && len(b) >= idxFanout+2*hashSize {
		return 0, fmt.Errorf("format version 1: %w", errUnsupported)
	}
	if len(b) < idxIDs+2*hashSize || !bytes.HasPrefix(b, []byte("\xfftOc")) {
		return 0, errors.New("it is damaged")
	}
	if v := binary.BigEndian.Uint32(b[4:]); v != 2 {
		return 0, fmt.Errorf("format version %d: %w", v, errUnsupported)
	}
	last := uint32(0)
	for i := range 256 {
		v := binary.BigEndian.Uint32(b[idxHeader+4*i:])
		if v < last {
			return 0, errors.New("it is damaged")
		}
		last = v
	}
	// id, checksum and offset of each object, then large offsets.
	large := int64(len(b)) - idxIDs - 2*hashSize - int64(last)*(hashSize+8)
	if large < 0 || large%8 != 0 || large/8 > int64(last) {
		return 0, errors.New("it is damaged")
	}
	return int(last), nil
}

// find returns the offset of an object, in an index that is open.
func (p *pack) find(id plumbing.Hash) (int64, bool) {
	i, ok := p.search(id[:])
	if !ok {
		return 0, false
	}
	return p.offset(i), true
}

// search returns the position of the first object that is not before key.
func (p *pack) search(key []byte) (i int, exact bool) {
	lo, hi := 0, int(binary.BigEndian.Uint32(p.idx[idxHeader+4*int(key[0]):]))
	if key[0] > 0 {
		lo = int(binary.BigEndian.Uint32(p.idx[idxHeader+4*int(key[0])-4:]))
	}
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		switch c := bytes.Compare(p.id(m), key); {
		case c == 0:
			return m, true
		case c < 0:
			lo = m + 1
		default:
			hi = m
		}
	}
	return lo, false
}

func (p *pack) id(i int) []byte {
	o := idxIDs + i*hashSize
	return p.idx[o : o+hashSize]
}

// offset returns where object i is; -1 if the index is damaged there.
func (p *pack) offset(i int) int64 {
	v := binary.BigEndian.Uint32(p.idx[idxIDs+p.n*(hashSize+4)+4*i:])
	if v>>31 == 0 {
		return int64(v)
	}
	o := idxIDs + int64(p.n)*(hashSize+8) + 8*int64(v&0x7fffffff)
	if o+8 > int64(len(p.idx)-2*hashSize) {
		return -1
	}
	return int64(binary.BigEndian.Uint64(p.idx[o:]))
}

// startingWith calls f for the objects whose ids have a prefix.
func (p *pack) startingWith(prefix string, f func(plumbing.Hash)) {
	key, err := parseID(prefix + "0000000000000000000000000000000000000000"[len(prefix):])
	if err != nil {
		return
	}
	for i, _ := p.search(key[:]); i < p.n; i++ {
		var id plumbing.Hash
		copy(id[:], p.id(i))
		if id.String()[:len(prefix)] != prefix {
			return
		}
		f(id)
	}
}

// data maps the pack itself and checks that it belongs to its index.
func (p *pack) data() ([]byte, error) {
	if p.loaded.Load() {
		return p.dat, nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.tried {
		if p.dataErr == nil && p.dat == nil {
			return nil, errors.New("the repository was closed")
		}
		return p.dat, p.dataErr
	}
	p.tried = true
	data, _, err := mapFile(p.base+".pack", math.MaxInt64)
	if err == nil {
		switch {
		case len(data) < 12+hashSize || string(data[:4]) != "PACK":
			err = errors.New("it is damaged: not a pack")
		case binary.BigEndian.Uint32(data[4:]) != 2 && binary.BigEndian.Uint32(data[4:]) != 3:
			err = fmt.Errorf("format version %d: %w", binary.BigEndian.Uint32(data[4:]), errUnsupported)
		case int64(binary.BigEndian.Uint32(data[8:])) != int64(p.n),
			!bytes.Equal(data[len(data)-hashSize:], p.idx[len(p.idx)-2*hashSize:len(p.idx)-hashSize]):
			err = errors.New("it is damaged: it does not match its index")
		}
	}
	if err != nil {
		unmap(data)
		p.ready.Store(false) // its index is of no use
		p.dataErr = fmt.Errorf("reading pack %s.pack: %w", p.base, err)
		p.idxErr = p.dataErr
		return nil, p.dataErr
	}
	p.dat = data
	p.loaded.Store(true)
	return data, nil
}

func (p *pack) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ready.Store(false)
	p.loaded.Store(false)
	p.opened, p.tried = true, true
	p.idxErr = errors.New("the repository was closed")
	unmap(p.idx)
	unmap(p.dat)
	p.idx, p.dat, p.n = nil, nil, 0
}

// A packEntry is the header of an object in a pack.
type packEntry struct {
	t       plumbing.ObjectType // OFSDeltaObject or REFDeltaObject for a delta
	size    int64               // of the object, or of the delta
	data    []byte              // compressed; what follows in the pack comes after it
	baseOff int64
	baseID  plumbing.Hash
}

var (
	errEntry  = errors.New("bad header in the pack")
	errOffset = errors.New("its offset is outside of the pack")
)

// parseEntry reads the header at off in a pack.
func parseEntry(dat []byte, off int64) (e packEntry, err error) {
	errBad := errEntry
	end := int64(len(dat)) - hashSize
	if off < 12 || off >= end {
		return e, errOffset
	}
	b := dat[off:end]
	c := b[0]
	b = b[1:]
	e.t = plumbing.ObjectType(c >> 4 & 7)
	e.size = int64(c & 15)
	for shift := 4; c&0x80 != 0; shift += 7 {
		if len(b) == 0 || shift > 53 {
			return e, errBad
		}
		c = b[0]
		b = b[1:]
		e.size |= int64(c&0x7f) << shift
	}
	switch e.t {
	case plumbing.CommitObject, plumbing.TreeObject, plumbing.BlobObject, plumbing.TagObject:
	case plumbing.OFSDeltaObject:
		if len(b) == 0 {
			return e, errBad
		}
		c = b[0]
		b = b[1:]
		back := int64(c & 0x7f)
		for c&0x80 != 0 {
			if len(b) == 0 || back > off>>7 {
				return e, errBad
			}
			c = b[0]
			b = b[1:]
			back = (back+1)<<7 | int64(c&0x7f)
		}
		if back <= 0 || back > off-12 {
			return e, errBad
		}
		e.baseOff = off - back
	case plumbing.REFDeltaObject:
		if len(b) < hashSize {
			return e, errBad
		}
		copy(e.baseID[:], b)
		b = b[hashSize:]
	default:
		return e, errBad
	}
	e.data = b
	return e, nil
}

// streamPacked opens an object that is stored whole; nil if it is a delta.
func (s *store) streamPacked(id plumbing.Hash, p *pack, off int64) (plumbing.ObjectType, *verifiedReader, error) {
	dat, err := p.data()
	if err != nil {
		return 0, nil, err
	}
	e, err := parseEntry(dat, off)
	if err != nil {
		return 0, nil, damaged(id, err)
	}
	if e.t == plumbing.OFSDeltaObject || e.t == plumbing.REFDeltaObject {
		return 0, nil, nil
	}
	if e.size/maxRatio > int64(len(e.data)) {
		return 0, nil, damagedf(id, "its size is larger than its data can be")
	}
	z, err := s.inflate(e.data)
	if err != nil {
		s.free(z)
		return 0, nil, damaged(id, err)
	}
	return e.t, &verifiedReader{
		id: id, size: e.size, src: z, sum: newSum(e.t, e.size), release: func() { s.free(z) },
	}, nil
}

// unpack returns the content of an object in a pack. It is not verified.
func (s *store) unpack(id plumbing.Hash, p *pack, off, limit int64) (t plumbing.ObjectType, data []byte, err error) {
	type link struct {
		e   packEntry
		key baseKey
	}
	var chain []link
	for data == nil {
		key := baseKey{p, off}
		if len(chain) > 0 {
			if t, data = s.bases.get(key); data != nil {
				break
			}
		}
		dat, err := p.data()
		if err != nil {
			return 0, nil, err
		}
		e, err := parseEntry(dat, off)
		if err != nil {
			return 0, nil, damaged(id, err)
		}
		if e.size > limit {
			return 0, nil, tooLarge(id, e.size)
		}
		switch e.t {
		case plumbing.OFSDeltaObject:
			off = e.baseOff
		case plumbing.REFDeltaObject:
			if o, ok := p.find(e.baseID); ok {
				off = o
				break
			}
			at, err := s.locate(e.baseID)
			if err != nil {
				return 0, nil, fmt.Errorf("reading object %s: its base: %w", id, err)
			}
			if at.file == nil {
				p, off = at.pack, at.off
				break
			}
			if t, data, err = s.readAt(e.baseID, at, limit); err != nil {
				return 0, nil, fmt.Errorf("reading object %s: its base: %w", id, err)
			}
		default:
			if data, err = s.inflateAll(e.data, e.size); err != nil {
				return 0, nil, damaged(id, err)
			}
			t = e.t
			if len(chain) > 0 {
				s.bases.put(key, t, data)
			}
			continue
		}
		if len(chain) == maxChain {
			return 0, nil, damagedf(id, "its chain of deltas is too long")
		}
		chain = append(chain, link{e, key})
	}
	for i := len(chain) - 1; i >= 0; i-- {
		delta, err := s.inflateAll(chain[i].e.data, chain[i].e.size)
		if err != nil {
			return 0, nil, damaged(id, err)
		}
		size, err := deltaSize(delta, len(data))
		if err != nil {
			return 0, nil, damaged(id, err)
		}
		if size > limit {
			return 0, nil, tooLarge(id, size)
		}
		if data, err = applyDelta(data, delta); err != nil {
			return 0, nil, damaged(id, err)
		}
		if i > 0 {
			s.bases.put(chain[i].key, t, data)
		}
	}
	return t, data, nil
}

// packedHeader returns type and size without putting the object together.
func (s *store) packedHeader(id plumbing.Hash, p *pack, off int64) (plumbing.ObjectType, int64, error) {
	size := int64(-1)
	for range maxChain {
		dat, err := p.data()
		if err != nil {
			return 0, 0, err
		}
		e, err := parseEntry(dat, off)
		if err != nil {
			return 0, 0, damaged(id, err)
		}
		if e.t != plumbing.OFSDeltaObject && e.t != plumbing.REFDeltaObject {
			if size < 0 {
				size = e.size
			}
			return e.t, size, nil
		}
		if size < 0 {
			if size, err = s.peekDelta(e); err != nil {
				return 0, 0, damaged(id, err)
			}
		}
		if e.t == plumbing.OFSDeltaObject {
			off = e.baseOff
			continue
		}
		at, err := s.locate(e.baseID)
		if err != nil {
			return 0, 0, fmt.Errorf("reading object %s: its base: %w", id, err)
		}
		if at.file != nil {
			t, r, err := s.streamLoose(e.baseID, at.file)
			if err != nil {
				return 0, 0, err
			}
			return t, size, r.Close()
		}
		p, off = at.pack, at.off
	}
	return 0, 0, damagedf(id, "its chain of deltas is too long")
}

// peekDelta reads the size of a delta's result.
func (s *store) peekDelta(e packEntry) (int64, error) {
	z, err := s.inflate(e.data)
	defer s.free(z)
	if err != nil {
		return 0, err
	}
	head := make([]byte, min(20, e.size))
	if _, err := io.ReadFull(z, head); err != nil {
		return 0, noEOF(err)
	}
	_, rest, err := deltaVarint(head)
	if err != nil {
		return 0, err
	}
	size, _, err := deltaVarint(rest)
	return size, err
}

// IterEncodedObjects implements storer.EncodedObjectStorer. It always fails:
// nothing here needs every object.
func (s *store) IterEncodedObjects(plumbing.ObjectType) (storer.EncodedObjectIter, error) {
	return nil, fmt.Errorf("listing all objects: %w", errUnsupported)
}
