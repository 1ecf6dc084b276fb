package archive

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/flate"
)

// maxDirectory bounds the directory of a zip, in bytes: the library keeps all
// of it in memory, about four times as much.
const maxDirectory = 24 << 20

// directoryReader bounds how much is read before left is set below 0.
type directoryReader struct {
	r    io.ReaderAt
	left int64
	free bool // the directory was read
}

func (d *directoryReader) ReadAt(p []byte, off int64) (int, error) {
	if !d.free {
		if d.left -= int64(len(p)); d.left < 0 {
			return 0, limitError(fmt.Sprintf("its directory has more than %d MB", maxDirectory>>20))
		}
	}
	return d.r.ReadAt(p, off)
}

func (w *Walk) zip(name string, c Content, depth int) error {
	raw := func() error { return w.visit(name, io.NewSectionReader(c.At, 0, c.Size)) }
	var head [1]byte
	if _, err := c.At.ReadAt(head[:], 0); err != nil {
		return w.failed(name, &readError{err})
	}
	dir := &directoryReader{r: c.At, left: maxDirectory}
	z, err := zip.NewReader(dir, c.Size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) || z == nil {
		if head[0] != 'P' {
			return raw() // a program that is not what its name says
		}
		if lim := limitError(""); errors.As(err, &lim) {
			w.Skip(name, lim.Error()+"; what is inside was not read")
		} else {
			w.Skip(name, "damaged or cut off: "+reason(err))
		}
		return raw()
	}
	dir.free = true
	z.RegisterDecompressor(zip.Deflate, func(r io.Reader) io.ReadCloser { return flate.NewReader(r) })
	z.RegisterDecompressor(12, func(r io.Reader) io.ReadCloser { return io.NopCloser(bzip2.NewReader(r)) })
	z.RegisterDecompressor(93, func(r io.Reader) io.ReadCloser {
		d, derr := w.decoder(Zstd, r)
		if derr != nil {
			return io.NopCloser(failing{derr})
		}
		return d
	})
	z.RegisterDecompressor(95, func(r io.Reader) io.ReadCloser {
		d, _ := w.decoder(XZ, r)
		return d
	})
	var packed uint64
	for _, f := range z.File {
		packed += min(f.CompressedSize64, 1<<60)
		if packed > uint64(c.Size) {
			w.Skip(name, "its members overlap: it is made to unpack to more than it holds; what is inside was not read")
			return raw()
		}
	}
	if head[0] != 'P' {
		if err := raw(); err != nil { // for the program in front
			return err
		}
	}
	if err := w.zipComments(name, z); err != nil {
		return err
	}
	same := alike{w: w, path: name}
	defer same.end()
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0 {
			continue
		}
		p, ok := w.member(name, f.Name)
		if w.stopped != nil {
			return nil
		}
		if !ok {
			continue
		}
		if f.Flags&1 != 0 {
			same.skip(p, "encrypted")
			continue
		}
		rc, err := f.Open()
		if err != nil {
			if errors.Is(err, zip.ErrAlgorithm) {
				same.skip(p, fmt.Sprintf("compressed by method %d, which is not supported", f.Method))
			} else {
				same.skip(p, "damaged or cut off: "+reason(err))
			}
			continue
		}
		err = w.open(p, p, Content{Reader: &errorReader{&meter{w, rc}}, Size: -1}, depth, 0)
		rc.Close()
		if err != nil {
			return err
		}
		if w.stopped != nil {
			return nil
		}
	}
	return nil
}

// zipComments shows the comments of a zip and its members.
func (w *Walk) zipComments(name string, z *zip.Reader) error {
	var b strings.Builder
	if z.Comment != "" {
		b.WriteString(z.Comment + "\n")
	}
	for _, f := range z.File {
		if f.Comment != "" {
			b.WriteString(f.Comment + "\n")
		}
	}
	if b.Len() == 0 {
		return nil
	}
	return w.visit(name, strings.NewReader(b.String()))
}

// failing is a reader that only fails.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// tar reads the files of a tar, and of those that were appended to it. Links and
// devices have no content; what is of an unknown type is a file (POSIX pax).
func (w *Walk) tar(name string, r *bufio.Reader, depth int) error {
	t := tar.NewReader(r)
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			more, err := nextTar(r)
			switch {
			case err != nil:
				return w.failed(name, &readError{err})
			case more == nil:
				return nil
			case !isTar(more):
				return w.visit(name, r) // nobody knows what that is
			}
			t = tar.NewReader(r)
			continue
		}
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			return w.failed(name, &readError{err})
		}
		switch h.Typeflag {
		case tar.TypeLink, tar.TypeSymlink, tar.TypeChar, tar.TypeBlock, tar.TypeDir, tar.TypeFifo, tar.TypeXGlobalHeader:
			continue
		}
		p, ok := w.member(name, h.Name)
		if w.stopped != nil {
			return nil
		}
		if !ok {
			continue
		}
		if err := w.open(p, p, Content{Reader: &errorReader{&meter{w, t}}, Size: -1}, depth, 0); err != nil {
			return err
		}
		if w.stopped != nil {
			return nil
		}
	}
}

// nextTar skips the zeros behind the end of a tar, and returns the block that
// follows, or nil. It leaves the block unread.
func nextTar(r *bufio.Reader) ([]byte, error) {
	for {
		b, err := r.Peek(SniffLen)
		if len(b) == 0 || err != nil && !errors.Is(err, io.EOF) {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return nil, err
		}
		if len(bytes.Trim(b, "\x00")) > 0 {
			return b, nil
		}
		if _, err := r.Discard(len(b)); err != nil {
			return nil, err
		}
	}
}
