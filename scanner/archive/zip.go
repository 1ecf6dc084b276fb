package archive

import (
	"archive/tar"
	"archive/zip"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"

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
	dir := &directoryReader{r: c.At, left: maxDirectory}
	z, err := zip.NewReader(dir, c.Size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) || z == nil {
		var head [4]byte
		if _, herr := c.At.ReadAt(head[:], 0); herr == nil && head[0] != 'P' {
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
	same := alike{w: w, path: name}
	defer same.end()
	for _, f := range z.File {
		if f.Name != "" && f.Name[len(f.Name)-1] == '/' || !f.Mode().IsRegular() {
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

// failing is a reader that only fails.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// tar reads the regular files of a tar. Links and devices have no content.
func (w *Walk) tar(name string, r io.Reader, depth int) error {
	t := tar.NewReader(r)
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			return w.failed(name, &readError{err})
		}
		switch h.Typeflag {
		case tar.TypeReg, tar.TypeGNUSparse, tar.TypeCont:
		default:
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
