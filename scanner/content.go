package scanner

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner/internal/finder"
)

// Content is read in windows, so that memory does not grow with the file.
// Consecutive windows share overlap bytes: a secret that begins in the shared
// part is seen whole by the second of them. The longest secret that is looked
// for, a PEM block of a 16,384-bit RSA key, has about 13 KB.
const (
	windowSize = 4 << 20
	overlap    = 64 << 10
	leftMargin = 4 << 10 // context in front of a window that does not begin a line
)

// An encoding is how a blob's bytes mean text.
type encoding uint8

const (
	encUTF8 encoding = iota // or any other superset of ASCII: Latin-1, Shift JIS …
	encUTF16LE
	encUTF16BE
	encUTF32LE
	encUTF32BE
)

// sniffLen is how much is looked at to say the encoding.
const sniffLen = 4096

// sniff says the encoding of content from its first bytes, and how long its
// byte order mark is. Without a mark, NUL bytes show what it is.
func sniff(b []byte) (encoding, int) {
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe, 0, 0}):
		return encUTF32LE, 4
	case bytes.HasPrefix(b, []byte{0, 0, 0xfe, 0xff}):
		return encUTF32BE, 4
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return encUTF16LE, 2
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return encUTF16BE, 2
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		return encUTF8, 3
	}
	if len(b) < 4 || bytes.IndexByte(b, 0) < 0 {
		return encUTF8, 0
	}
	if enc := sniffUTF32(b); enc != encUTF8 {
		return enc, 0
	}
	return sniffUTF16(b), 0
}

// sniffUTF32 says UTF-32 without a mark: all units are numbers that Unicode
// has, nearly none a control character, and some are ASCII.
func sniffUTF32(b []byte) encoding {
	for _, enc := range [...]encoding{encUTF32LE, encUTF32BE} {
		if unitsOf32(b, enc == encUTF32BE) {
			return enc
		}
	}
	return encUTF8
}

func unitsOf32(b []byte, big bool) bool {
	n := len(b) / 4
	if n < minWide {
		return false
	}
	ascii, odd := 0, 0
	for i := range n {
		u := [4]byte(b[4*i:])
		if big {
			u = [4]byte{u[3], u[2], u[1], u[0]}
		}
		switch {
		case u[3] != 0 || u[2] > 0x10:
			return false
		case u[2] != 0 || u[1] != 0:
		case wideChar[u[0]]:
			ascii++
		case u[0] < 0xa0:
			odd++
		}
	}
	return odd*50 <= n && ascii >= minWide
}

// sniffUTF16 says UTF-16 without a mark by its ASCII part, whose NUL bytes all
// have the same parity.
func sniffUTF16(b []byte) encoding {
	n := len(b) &^ 1
	var even, odd int // NUL bytes next to characters of text
	var nulls [2]int
	for i := 0; i < n; i += 2 {
		if b[i] == 0 {
			nulls[0]++
			if wideChar[b[i+1]] {
				even++
			}
		}
		if b[i+1] == 0 {
			nulls[1]++
			if wideChar[b[i]] {
				odd++
			}
		}
	}
	half := n / 2
	switch {
	case odd*10 >= half*6 && nulls[0]*20 <= half && letters(b[:n], 1, 16):
		return encUTF16LE
	case even*10 >= half*6 && nulls[1]*20 <= half && letters(b[:n], 0, 16):
		return encUTF16BE
	// Most of it may be of another alphabet: then the rest has to look like it.
	case odd >= minWide && nulls[0] == 0 && letters(b[:n], 1, 50):
		return encUTF16LE
	case even >= minWide && nulls[1] == 0 && letters(b[:n], 0, 50):
		return encUTF16BE
	}
	return encUTF8
}

// minWide is how many ASCII characters a text of UTF-32, or of UTF-16 in another
// alphabet, has to show.
const minWide = 8

// letters reports whether nearly all units of UTF-16, whose high byte is at
// the offset high, are characters of living alphabets and their punctuation, all
// but one of that many, and one in 64 at least is ASCII. In what is no UTF-16 many are not, or they
// are pairs of ASCII characters, which look like Chinese.
func letters(b []byte, high, butOne int) bool {
	units, ascii, odd, pairs := len(b)/2, 0, 0, 0
	for i := range units {
		h, l := b[2*i+high], b[2*i+1-high]
		if h != 0x30 && wideChar[h] && wideChar[l] {
			pairs++
		}
		switch {
		case h == 0 && wideChar[l]:
			ascii++
		case h == 0 && (l >= 0xa0 || l == '\f'):
		case h >= 0x01 && h <= 0x0e, h >= 0x10 && h <= 0x12, h == 0x1e, h == 0x1f: // Latin to Georgian and Ethiopic
		case h >= 0x20 && h <= 0x27, h >= 0x30 && h <= 0x33, h == 0xff: // punctuation, kana, wide forms
		case h >= 0x4e && h <= 0x9f, h >= 0xac && h <= 0xdf: // Chinese and Korean, and pairs for what is beyond
		default:
			odd++
		}
	}
	return odd*butOne <= units && ascii*64 >= units && pairs*2 <= max(units-ascii, minWide)
}

// decode returns content as bytes of an ASCII superset, without a byte order
// mark: b itself where nothing has to change.
func decode(b []byte) []byte {
	enc, mark := sniff(b[:min(len(b), sniffLen)])
	b = b[mark:]
	if enc == encUTF8 {
		return b
	}
	out, _ := io.ReadAll(&wideReader{r: bufio.NewReader(bytes.NewReader(b)), enc: enc})
	return out
}

// A wideReader turns UTF-16 and UTF-32 into UTF-8. Broken units become U+FFFD.
// Plain text that was appended to UTF-16 is delivered as it is.
type wideReader struct {
	r     *bufio.Reader
	enc   encoding
	buf   []byte // encoded, not yet delivered
	raw   [4096]byte
	kept  int  // bytes of raw that are still to be converted
	plain bool // what was converted last was plain text
	err   error
	hi    rune // a high surrogate waiting for its other half, or 0
}

func (w *wideReader) Read(p []byte) (int, error) {
	for len(w.buf) == 0 {
		if w.err != nil {
			return 0, w.err
		}
		n, err := io.ReadFull(w.r, w.raw[w.kept:])
		if errors.Is(err, io.ErrUnexpectedEOF) {
			err = io.EOF
		}
		w.err = err
		w.buf = w.convert(w.buf[:0], w.raw[:w.kept+n])
		if err != nil && w.hi != 0 {
			w.buf = utf8.AppendRune(w.buf, utf8.RuneError)
			w.hi = 0
		}
	}
	n := copy(p, w.buf)
	w.buf = w.buf[n:]
	return n, nil
}

func (w *wideReader) convert(dst, b []byte) []byte {
	size := 2
	if w.enc == encUTF32LE || w.enc == encUTF32BE {
		size = 4
	}
	w.kept = 0
	for ; len(b) >= size; b = b[size:] {
		if size == 2 && wideChar[b[0]] && wideChar[b[1]] {
			n := w.plainText(b)
			switch {
			case n == 0:
			case n < 0: // too early to say
				w.kept = copy(w.raw[:], b)
				return dst
			default:
				if w.hi != 0 {
					dst, w.hi = utf8.AppendRune(dst, utf8.RuneError), 0
				}
				dst = append(dst, b[:n]...)
				b = b[n:]
				if len(b) < size {
					w.plain = true
					return append(dst, b...)
				}
			}
		}
		w.plain = false
		var r rune
		switch w.enc {
		case encUTF16LE:
			r = rune(b[0]) | rune(b[1])<<8
		case encUTF16BE:
			r = rune(b[1]) | rune(b[0])<<8
		case encUTF32LE:
			r = rune(b[0]) | rune(b[1])<<8 | rune(b[2])<<16 | rune(b[3])<<24
		default:
			r = rune(b[3]) | rune(b[2])<<8 | rune(b[1])<<16 | rune(b[0])<<24
		}
		if size == 2 {
			switch {
			case w.hi != 0:
				pair := utf16.DecodeRune(w.hi, r)
				w.hi = 0
				if pair != utf8.RuneError {
					dst = utf8.AppendRune(dst, pair)
					continue
				}
				dst = utf8.AppendRune(dst, utf8.RuneError)
				if utf16.IsSurrogate(r) && r < 0xdc00 {
					w.hi = r
					continue
				}
			case utf16.IsSurrogate(r) && r < 0xdc00:
				w.hi = r
				continue
			}
		}
		dst = utf8.AppendRune(dst, r)
	}
	if len(b) > 0 { // an odd tail: keep it visible to rules that need no context
		dst = append(dst, b...)
	}
	return dst
}

// minPlain is how many bytes of plain text in a row are taken for such in UTF-16.
const minPlain = rules.MinToken

// plainText returns how many bytes at the beginning of b, read as UTF-16, are
// plain text instead: 0 if there are too few, below 0 if what follows b decides.
// Hiragana looks like plain text with zeros.
func (w *wideReader) plainText(b []byte) int {
	n, kana := 0, 0
	for n+1 < len(b) && wideChar[b[n]] && wideChar[b[n+1]] {
		if b[n+1] == '0' && w.enc == encUTF16LE || b[n] == '0' && w.enc == encUTF16BE {
			kana++
		}
		n += 2
	}
	switch {
	case kana > n/4:
		return 0
	case n >= minPlain || w.plain:
		return n
	case n >= len(b)-1 && w.err == nil:
		return -1
	}
	return 0
}

// isBinary reports whether text rules make no sense in b: more than one byte
// in fifty is a control character that no text has. A stray NUL does not make
// a text file binary.
func isBinary(b []byte) bool {
	b = b[:min(len(b), 32<<10)]
	return finder.Controls(b)*50 > len(b)
}

// A window is a part of a blob's decoded content.
type window struct {
	data []byte
	from int   // matches that start in front of it belong to the window before
	to   int   // matches that start here or later belong to the window behind
	off  int64 // of data[0] in the decoded content
	line int   // of data[0], from 1
	col  int   // characters of that line in front of data[0]
	last bool
}

// has reports whether what begins at an offset belongs to the window.
func (w window) has(start int) bool { return start >= w.from && (start < w.to || w.last) }

// readWindows reads r to its end and calls f for one window of its text after
// the other. Most files are one window, which is decoded where it was read.
// size is that of r, or below 0 where it is not known. buf is reused between
// calls and returned; f must not keep the data.
func readWindows(r io.Reader, size int64, buf []byte, f func(window) error) ([]byte, error) {
	buf, last, err := readFirst(r, size, buf)
	if err != nil {
		return buf, err
	}
	return readRest(r, buf, last, f, func(r io.Reader, buf []byte) ([]byte, error) { return eachWindow(r, buf, f) })
}

// readFirst reads as much of r as a window holds; last says that it is all.
func readFirst(r io.Reader, size int64, buf []byte) (_ []byte, last bool, err error) {
	want := 64 << 10 // it grows as needed
	if size >= 0 {
		want = int(min(size, windowSize-1)) + 1 // one more, to see the end without growing
	}
	if cap(buf) < want {
		buf = make([]byte, 0, want)
	}
	buf = buf[:0]
	last, err = fill(r, &buf)
	return buf, last, err
}

// readRest is readWindows behind readFirst. It calls f for a text of one window,
// and many for others: with a reader of the text and what has been read of it.
func readRest(r io.Reader, buf []byte, last bool, f func(window) error, many func(io.Reader, []byte) ([]byte, error)) ([]byte, error) {
	enc, mark := sniff(buf[:min(len(buf), sniffLen)])
	switch {
	case enc != encUTF8:
		whole := io.MultiReader(bytes.NewReader(bytes.Clone(buf[mark:])), r)
		text := &wideReader{r: bufio.NewReaderSize(whole, sniffLen), enc: enc}
		buf = buf[:0]
		if last { // it is one window most often, and three at most
			return eachWindow(text, buf, f)
		}
		return many(text, buf)
	case last:
		return buf, f(window{data: buf[mark:], to: len(buf) - mark, line: 1, last: true})
	}
	return many(r, buf[:copy(buf, buf[mark:])])
}

// eachWindow calls f for consecutive windows of buf and then of r.
// buf is reused and returned.
func eachWindow(r io.Reader, buf []byte, f func(window) error) ([]byte, error) {
	return splitWindows(r, buf, func(w window, keep int) ([]byte, error) {
		err := f(w)
		return w.data[:copy(w.data, w.data[keep:])], err
	})
}

// splitWindows calls f for consecutive windows of buf and then of r.
// f returns the buffer to go on with, which holds what the window has from keep
// on.
func splitWindows(r io.Reader, buf []byte, f func(w window, keep int) ([]byte, error)) ([]byte, error) {
	w := window{line: 1}
	for {
		n, err := fill(r, &buf)
		if err != nil {
			return buf, err
		}
		w.data, w.last = buf, n
		w.to = len(buf)
		if w.last {
			return f(w, len(buf))
		}
		w.to = len(buf) - overlap
		if i := bytes.LastIndexByte(buf[w.from:w.to], '\n'); i >= 0 {
			w.to = w.from + i + 1
		}
		keep := w.to
		if keep > 0 && buf[keep-1] != '\n' {
			keep = max(0, keep-leftMargin)
			for keep > 0 && !utf8.RuneStart(buf[keep]) && w.to-keep < overlap {
				keep--
			}
		}
		next := window{line: w.line + bytes.Count(buf[:keep], []byte{'\n'}), off: w.off + int64(keep), from: w.to - keep}
		if start := bytes.LastIndexByte(buf[:keep], '\n') + 1; start > 0 {
			next.col = columns(buf[start:keep])
		} else {
			next.col = w.col + columns(buf[:keep])
		}
		if buf, err = f(w, keep); err != nil {
			return buf, err
		}
		w = next
	}
}

// fill reads until buf is full or r ends, which it reports as last.
func fill(r io.Reader, buf *[]byte) (last bool, err error) {
	for empty := 0; ; {
		b := *buf
		if len(b) == cap(b) {
			if cap(b) >= windowSize {
				return false, nil
			}
			bigger := make([]byte, len(b), min(windowSize, max(4096, 2*cap(b))))
			copy(bigger, b)
			b = bigger
		}
		n, err := r.Read(b[len(b):cap(b)])
		*buf = b[:len(b)+n]
		switch {
		case errors.Is(err, io.EOF):
			return true, nil
		case err != nil:
			return false, err
		case n == 0:
			if empty++; empty > 100 {
				return false, io.ErrNoProgress
			}
		default:
			empty = 0
		}
	}
}
