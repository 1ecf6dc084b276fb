package gitsource

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/adler32"
	"io"
)

// An inflater is a zlib reader with its buffers, to be used again.
type inflater struct {
	mem  bytes.Reader
	file *bufio.Reader
	z    io.ReadCloser

	// For small files, see inflateSmall.
	in, out []byte
	whole   *deflater
}

// How large a loose object is that is inflated at once, in its file and inflated.
const (
	smallFile   = 16 << 10
	smallObject = 64 << 10
)

// inflateSmall reads and inflates a small file at once, in half the time that a
// reader of streams takes: a commit is of small objects mostly. It reports false where
// anything is unusual; then inflateFile has to read data, and says what it is.
func (f *inflater) inflateSmall(r io.Reader, size int64) (content, data []byte, ok bool) {
	if f.whole == nil {
		f.whole = new(deflater)
		f.in, f.out = make([]byte, smallFile+1+deflateAhead), make([]byte, smallObject+deflateSlack)
	}
	n := 0
	for {
		m, err := r.Read(f.in[n : smallFile+1])
		if n += m; err == io.EOF {
			break
		}
		if err != nil || n > smallFile {
			return nil, f.in[:n], false
		}
	}
	data = f.in[:n]
	if n != int(size) || n < 6 || data[0]&15 != 8 || binary.BigEndian.Uint16(data)%31 != 0 || data[1]&0x20 != 0 {
		return nil, data, false
	}
	clear(f.in[n : n+deflateAhead])
	end, have, err := f.whole.inflateMost(f.out, f.in[2:n+deflateAhead], smallObject)
	if err != nil || 2+end+4 != n || adler32.Checksum(f.out[:have]) != binary.BigEndian.Uint32(data[n-4:]) {
		return nil, data, false
	}
	return f.out[:have], data, true
}

// inflate starts to decompress memory.
func (s *store) inflate(data []byte) (*inflater, error) {
	f := s.inflater()
	f.mem.Reset(data)
	return f, f.reset(&f.mem)
}

// inflateFile starts to decompress a stream.
func (s *store) inflateFile(r io.Reader) (*inflater, error) {
	f := s.inflater()
	if f.file == nil {
		f.file = bufio.NewReaderSize(r, 16<<10)
	} else {
		f.file.Reset(r)
	}
	return f, f.reset(f.file)
}

func (s *store) inflater() *inflater {
	if f, ok := s.inflaters.Get().(*inflater); ok {
		return f
	}
	return &inflater{}
}

// free gives an inflater back.
func (s *store) free(f *inflater) {
	f.mem.Reset(nil)
	if f.file != nil {
		f.file.Reset(nil)
	}
	s.inflaters.Put(f)
}

func (f *inflater) reset(r io.Reader) (err error) {
	if f.z == nil {
		f.z, err = zlib.NewReader(r)
		return noEOF(err)
	}
	return noEOF(f.z.(zlib.Resetter).Reset(r, nil))
}

// Read implements io.Reader.
func (f *inflater) Read(p []byte) (int, error) { return f.z.Read(p) }

// noEOF keeps the end of a stream that is too short from being taken for its
// end.
func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// inflateAll decompresses memory to exactly size bytes.
func (s *store) inflateAll(data []byte, size int64) ([]byte, error) {
	if size > int64(len(data))*maxRatio {
		return nil, errors.New("its size is larger than its data can be")
	}
	f, err := s.inflate(data)
	defer s.free(f)
	if err != nil {
		return nil, err
	}
	out := make([]byte, size+1) // one more finds the end, and what is too much
	n, err := io.ReadFull(f, out)
	switch {
	case err == nil:
		return nil, errors.New("it is longer than its header says")
	case err != io.EOF && err != io.ErrUnexpectedEOF:
		return nil, err
	case int64(n) < size:
		return nil, errors.New("it is shorter than its header says")
	}
	return out[:n:n], nil
}
