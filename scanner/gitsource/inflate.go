package gitsource

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"errors"
	"io"
)

// An inflater is a zlib reader with its buffers, to be used again.
type inflater struct {
	mem  bytes.Reader
	file *bufio.Reader
	z    io.ReadCloser
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
