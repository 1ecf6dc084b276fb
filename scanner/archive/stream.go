package archive

import (
	"bufio"
	"compress/bzip2"
	"encoding/binary"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz/lzma"
)

// stream reads what is in a compressed stream.
func (w *Walk) stream(kind Kind, name string, r io.Reader, depth, streams int) error {
	inner := name + "!/" + unpacked(name)
	if w.Leave != nil && w.Leave(inner) {
		return nil
	}
	d, err := w.decoder(kind, r)
	if err != nil {
		return w.failed(name, &readError{err})
	}
	defer d.Close()
	return w.open(inner, name, Content{Reader: &errorReader{&meter{w, d}}, Size: -1}, depth, streams)
}

// unpacked returns the name of the file in a compressed file.
func unpacked(name string) string {
	base := path.Base(name)
	ext := path.Ext(base)
	switch strings.ToLower(ext) {
	case ".gz", ".bz2", ".xz", ".zst", ".z", ".gzip", ".bzip2", ".zstd", ".lzma":
		if len(base) > len(ext) {
			return strings.TrimSuffix(base, ext)
		}
	case ".tgz", ".tbz", ".tbz2", ".txz", ".tzst", ".tlz":
		return strings.TrimSuffix(base, ext) + ".tar"
	case ".svgz":
		return strings.TrimSuffix(base, ext) + ".svg"
	}
	return base
}

// decoder begins to decompress r.
func (w *Walk) decoder(kind Kind, r io.Reader) (io.ReadCloser, error) {
	switch kind {
	case Gzip:
		return gzip.NewReader(r)
	case Bzip2:
		return io.NopCloser(bzip2.NewReader(r)), nil
	case XZ:
		return io.NopCloser(&xzReader{w: w, r: bufio.NewReader(r)}), nil
	case LZMA:
		buffered := bufio.NewReader(r)
		head, err := buffered.Peek(5)
		if err != nil {
			return nil, early(err)
		}
		if dict := int64(binary.LittleEndian.Uint32(head[1:])); dict > maxWindow {
			return nil, errMemory
		}
		d, err := lzma.NewReader(buffered)
		if err != nil {
			return nil, err
		}
		return io.NopCloser(d), nil
	case Zstd:
		d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	}
	return nil, errors.New("no compressed stream")
}

const xzMagic = "\xfd7zXZ\x00"

// An xzReader reads .xz files ("The .xz File Format", version 1.2.1). The
// library that decodes their blocks would also read the frame around them, but
// reserve whatever memory a block asks for: up to 4 GiB. Checksums are not
// verified: a scan reads what is there.
type xzReader struct {
	w     *Walk
	r     *bufio.Reader
	n     int64 // bytes of the block that were read
	check int64 // length of a block's checksum
	body  io.Reader
	state xzState
	some  bool // a stream was read
}

type xzState uint8

const (
	xzStream xzState = iota // a stream begins, or the file ends
	xzBlock                 // a block or the index begins
	xzBody                  // in a block
)

func (x *xzReader) Read(p []byte) (int, error) {
	for len(p) > 0 {
		switch x.state {
		case xzStream:
			if err := x.streamHeader(); err != nil {
				return 0, err
			}
		case xzBlock:
			if err := x.blockHeader(); err != nil {
				return 0, early(err)
			}
		case xzBody:
			n, err := x.body.Read(p)
			if errors.Is(err, io.EOF) {
				err = x.endBlock()
			}
			if n > 0 || err != nil {
				return n, early(err)
			}
		}
	}
	return 0, nil
}

// early is err, unless that says that the file ends where it must not.
func early(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// ReadByte and counted reads say how long a block is.
type counted struct{ x *xzReader }

func (c counted) Read(p []byte) (int, error) {
	n, err := c.x.r.Read(p)
	c.x.n += int64(n)
	return n, err
}

func (c counted) ReadByte() (byte, error) {
	b, err := c.x.r.ReadByte()
	if err == nil {
		c.x.n++
	}
	return b, err
}

func (x *xzReader) streamHeader() error {
	var h [12]byte
	for {
		n, err := io.ReadFull(x.r, h[:4])
		if n == 0 && errors.Is(err, io.EOF) && x.some {
			return io.EOF
		}
		if err != nil {
			return early(err)
		}
		if x.some && binary.LittleEndian.Uint32(h[:4]) == 0 {
			continue // padding between streams
		}
		break
	}
	if _, err := io.ReadFull(x.r, h[4:]); err != nil {
		return early(err)
	}
	if string(h[:6]) != xzMagic || h[6] != 0 || h[7] > 15 {
		return errors.New("no xz stream where one should begin")
	}
	x.check = [16]int64{0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64}[h[7]]
	x.state, x.some = xzBlock, true
	return nil
}

// blockHeader reads the header of a block, or the index and the footer behind
// the last block.
func (x *xzReader) blockHeader() error {
	size, err := x.r.ReadByte()
	if err != nil {
		return err
	}
	if size == 0 {
		return x.index()
	}
	var h [1024]byte
	b := h[:int(size)*4+3]
	if _, err := io.ReadFull(x.r, b); err != nil {
		return err
	}
	b = b[:len(b)-4] // without its CRC-32
	flags := b[0]
	b = b[1:]
	for _, bit := range [...]byte{0x40, 0x80} { // the sizes, if they are given
		if flags&bit != 0 {
			_, n := binary.Uvarint(b)
			if n <= 0 {
				return errors.New("wrong block header")
			}
			b = b[n:]
		}
	}
	if flags&3 != 0 || len(b) < 3 || b[0] != 0x21 || b[1] != 1 {
		return unsupportedError("it uses a filter of xz for executables, which is not supported")
	}
	bits := b[2]
	if bits > 40 {
		return errors.New("wrong block header")
	}
	dict := int64(2|bits&1) << (bits/2 + 11)
	if dict > maxWindow {
		return errMemory
	}
	// Each block has memory of its own made ready: thousands of empty ones are
	// a way to waste time.
	if err := x.w.charge(dict / 64); err != nil {
		return err
	}
	x.n = 0
	x.body, err = lzma.Reader2Config{DictCap: int(max(dict, lzma.MinDictCap))}.NewReader2(counted{x})
	x.state = xzBody
	return err
}

func (x *xzReader) endBlock() error {
	x.state = xzBlock
	_, err := x.r.Discard(int((4-x.n%4)%4 + x.check))
	return err
}

// index skips the index, whose first byte was read, and the footer.
func (x *xzReader) index() error {
	n := int64(1)
	varint := func() (uint64, error) {
		var v uint64
		for shift := uint(0); shift < 63; shift += 7 {
			b, err := x.r.ReadByte()
			if err != nil {
				return 0, err
			}
			n++
			if v |= uint64(b&0x7f) << shift; b < 0x80 {
				return v, nil
			}
		}
		return 0, errors.New("wrong index")
	}
	records, err := varint()
	if err != nil {
		return err
	}
	for range records {
		for range 2 {
			if _, err := varint(); err != nil {
				return err
			}
		}
	}
	x.state = xzStream
	_, err = x.r.Discard(int((4-n%4)%4) + 4 + 12)
	return err
}
