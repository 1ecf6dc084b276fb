package archive

import (
	"bytes"
	"compress/lzw"
	"encoding/ascii85"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zlib"
	earlylzw "golang.org/x/image/tiff/lzw"
)

const (
	maxPDFStream = 16 << 20 // bytes of one stream of a PDF
	maxPDFDict   = 4 << 10  // bytes of a stream's dictionary that are looked at
)

// pdf reads the streams of a PDF document that are encoded with filters for text and
// data (ISO 32000-1, 7.4): of those that draw pages the
// text that they show, of others what is text. Fonts are not read, so that text in glyph numbers of an
// embedded font stays unread, as do images.
func (w *Walk) pdf(name string, d []byte) error {
	if i := bytes.Index(d, []byte("/Encrypt")); i >= 0 && i+8 < len(d) && !isRegular(d[i+8]) {
		w.Skip(name, "encrypted")
		return nil
	}
	for at := 0; ; {
		k := bytes.Index(d[at:], []byte("stream"))
		if k < 0 {
			return nil
		}
		at += k + len("stream")
		if at+2 > len(d) || at >= len("endstream") && string(d[at-len("endstream"):at-len("stream")]) == "end" {
			continue
		}
		switch {
		case d[at] == '\r' && d[at+1] == '\n':
			at += 2
		case d[at] == '\n' || d[at] == '\r':
			at++
		default:
			continue
		}
		dict, number := streamDict(d[:at])
		chain, ok := filters(dict)
		if !ok || bytes.Contains(dict, []byte("/Image")) || bytes.Contains(dict, []byte("/Length1")) || bytes.Contains(dict, []byte("/XRef")) || bytes.Contains(dict, []byte("/FontFile")) {
			continue
		}
		p, ok := w.member(name, "object "+number)
		if w.stopped != nil {
			return nil
		}
		if !ok {
			continue
		}
		text, err := w.streamText(p, d[at:], chain, bytes.Contains(dict, []byte("/EarlyChange 0")))
		if err != nil {
			if err := w.failed(p, err); err != nil || w.stopped != nil {
				return err
			}
		}
		if len(text) > 0 {
			if err := w.visit(p, bytes.NewReader(text)); err != nil {
				return err
			}
		}
	}
}

// A filter is one way in which a stream of a PDF is encoded (ISO 32000-1, 7.4).
type filter uint8

const (
	flateFilter filter = iota
	lzwFilter
	ascii85Filter
	hexFilter
	runLengthFilter
)

var filterNames = map[string]filter{
	"FlateDecode": flateFilter, "Fl": flateFilter, "LZWDecode": lzwFilter, "LZW": lzwFilter, "ASCII85Decode": ascii85Filter, "A85": ascii85Filter,
	"ASCIIHexDecode": hexFilter, "AHx": hexFilter, "RunLengthDecode": runLengthFilter, "RL": runLengthFilter,
}

// maxFilters bounds how many filters of a stream are undone.
const maxFilters = 16

// filters returns the filters of a stream in the order in which they are undone, and
// false if it has none or one for images.
func filters(dict []byte) (chain []filter, ok bool) {
	i := bytes.LastIndex(dict, []byte("/Filter"))
	if i < 0 {
		return nil, false
	}
	rest := bytes.TrimLeft(dict[i+len("/Filter"):], " \t\r\n")
	list := len(rest) > 0 && rest[0] == '['
	if list {
		rest = rest[1:]
	}
	for len(chain) <= maxFilters {
		rest = bytes.TrimLeft(rest, " \t\r\n")
		if len(rest) == 0 || rest[0] != '/' {
			break
		}
		n := 1
		for n < len(rest) && isRegular(rest[n]) {
			n++
		}
		f, known := filterNames[string(rest[1:n])]
		if !known {
			return nil, false
		}
		chain, rest = append(chain, f), rest[n:]
		if !list {
			break
		}
	}
	return chain, len(chain) > 0 && len(chain) <= maxFilters
}

// undo decodes what one filter made of a stream. first is whether d goes on behind
// the stream. What is damaged ends it.
func (w *Walk) undo(name string, f filter, d []byte, first, late bool) ([]byte, error) {
	if first && f != flateFilter && f != lzwFilter {
		if i := bytes.Index(d, []byte("endstream")); i >= 0 {
			d = d[:i]
		}
	}
	switch f {
	case flateFilter:
		z, err := zlib.NewReader(bytes.NewReader(d))
		if err != nil {
			return nil, nil //nolint:nilerr // damaged
		}
		defer z.Close()
		return w.unpacked(name, z)
	case lzwFilter:
		var z io.ReadCloser
		if late {
			z = lzw.NewReader(bytes.NewReader(d), lzw.MSB, 8)
		} else {
			z = earlylzw.NewReader(bytes.NewReader(d), earlylzw.MSB, 8)
		}
		defer z.Close()
		return w.unpacked(name, z)
	case runLengthFilter:
		return w.unpacked(name, &runLength{d: d})
	case ascii85Filter:
		if i := bytes.Index(d, []byte("~>")); i >= 0 {
			d = d[:i]
		}
		d = bytes.TrimPrefix(bytes.TrimSpace(d), []byte("<~"))
		out := make([]byte, 4*(len(d)/5+1)+4*bytes.Count(d, []byte{'z'})) // z means four bytes
		n, _, _ := ascii85.Decode(out, d, true)
		return out[:n], nil
	}
	if i := bytes.IndexByte(d, '>'); i >= 0 {
		d = d[:i]
	}
	digits := bytes.Join(bytes.Fields(d), nil)
	out := make([]byte, len(digits)/2)
	n, _ := hex.Decode(out, digits[:len(digits)&^1])
	return out[:n], nil
}

// A runLength undoes RunLengthDecode (ISO 32000-1, 7.4.5).
type runLength struct {
	d    []byte
	copy int // bytes that are still to be copied
	rep  int // how often d[0] is still to be repeated
}

func (r *runLength) Read(p []byte) (n int, err error) {
	for n < len(p) {
		switch {
		case r.copy > 0 && len(r.d) > 0:
			k := copy(p[n:], r.d[:min(r.copy, len(r.d))])
			r.d, r.copy, n = r.d[k:], r.copy-k, n+k
		case r.rep > 0 && len(r.d) > 0:
			p[n] = r.d[0]
			n++
			if r.rep--; r.rep == 0 {
				r.d = r.d[1:]
			}
		case len(r.d) == 0 || r.d[0] == 128:
			return n, io.EOF
		case r.d[0] < 128:
			r.copy, r.d = int(r.d[0])+1, r.d[1:]
		default:
			r.rep, r.d = 257-int(r.d[0]), r.d[1:]
		}
	}
	return n, nil
}

// streamText returns the text of a compressed stream, nothing if it has none.
func (w *Walk) streamText(name string, d []byte, chain []filter, late bool) (text []byte, err error) {
	defer func() { // as in errorReader
		if r := recover(); r != nil {
			err = &readError{errors.New("damaged: the reader gave up")}
		}
	}()
	text = d
	for k, f := range chain {
		if text, err = w.undo(name, f, text, k == 0, late); err != nil {
			break
		}
	}
	if shown := shownText(text); shown != nil {
		return shown, err
	}
	if !printable(text) {
		return nil, err
	}
	return text, err
}

// unpacked reads a stream. What is damaged ends it without an error: its length is
// not known here, and there may be bytes that belong to no stream.
func (w *Walk) unpacked(name string, r io.Reader) ([]byte, error) {
	var b bytes.Buffer
	n, err := b.ReadFrom(io.LimitReader(&meter{w, r}, maxPDFStream+1))
	if lim := limitError(""); errors.As(err, &lim) {
		return b.Bytes(), err
	}
	if n > maxPDFStream {
		w.Skip(name, fmt.Sprintf("a stream of more than %d MB; the rest was not read", maxPDFStream>>20))
	}
	return b.Bytes(), nil
}

// streamDict returns the dictionary of the stream that begins behind d, and its
// object's number.
func streamDict(d []byte) (dict []byte, number string) {
	d = d[max(0, len(d)-maxPDFDict):]
	i := bytes.LastIndex(d, []byte(" obj"))
	if i < 0 {
		return d, "?"
	}
	dict = d[i:]
	d = bytes.TrimRight(d[:i], "0123456789") // the generation
	d = bytes.TrimRight(d, " \r\n\t")
	k := len(d)
	for k > 0 && d[k-1]-'0' < 10 && len(d)-k < 10 {
		k--
	}
	if k == len(d) {
		return dict, "?"
	}
	return dict, string(d[k:])
}

// isRegular says the characters that a PDF name goes on with.
func isRegular(c byte) bool {
	return c > ' ' && bytes.IndexByte([]byte("()<>[]{}/%"), c) < 0
}

// printable reports whether most of b is text.
func printable(b []byte) bool {
	b = b[:min(len(b), 4096)]
	bad := 0
	for _, c := range b {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' {
			bad++
		}
	}
	return bad*20 <= len(b)
}

// shownText returns the text that a content stream shows, a line of it a line,
// and nil if b is no content stream (ISO 32000-1, 9.4).
func shownText(b []byte) []byte {
	if !bytes.Contains(b, []byte("BT")) || !bytes.Contains(b, []byte("Tj")) && !bytes.Contains(b, []byte("TJ")) && !bytes.Contains(b, []byte("'")) {
		return nil
	}
	t := pdfText{b: b, out: make([]byte, 0, len(b)/2)}
	for t.i < len(b) {
		t.next()
	}
	return t.out
}

// A pdfText reads the operators of a content stream.
type pdfText struct {
	b            []byte
	i            int
	out          []byte
	number, line float64 // the last operand; the height of the line
	array        bool    // in the operand of TJ
}

func (t *pdfText) newline() {
	if len(t.out) > 0 && t.out[len(t.out)-1] != '\n' {
		t.out = append(t.out, '\n')
	}
}

// next reads one operand or operator.
func (t *pdfText) next() {
	b := t.b
	switch c := b[t.i]; {
	case c == '(':
		t.out, t.i = literalString(t.out, b, t.i+1)
	case c == '<' && t.i+1 < len(b) && b[t.i+1] == '<':
		t.i += 2
	case c == '<':
		t.out, t.i = hexString(t.out, b, t.i+1)
	case c == '[' || c == ']':
		t.array = c == '['
		t.i++
	case c == '%':
		if n := bytes.IndexAny(b[t.i:], "\r\n"); n >= 0 {
			t.i += n
		} else {
			t.i = len(b)
		}
	case c-'0' < 10 || c == '-' || c == '.' || c == '+':
		j := t.i
		if t.number, t.i = pdfNumber(b, j); t.i == j {
			t.i++
		}
		if t.array && t.number < -200 { // a gap as wide as a blank
			t.out = append(t.out, ' ')
		}
	case c|0x20-'a' < 26 || c == '\'' || c == '"' || c == '*':
		t.operator()
	default:
		t.i++
	}
}

// operator follows the operators that begin a line.
func (t *pdfText) operator() {
	b, j := t.b, t.i
	for t.i < len(b) && (isRegular(b[t.i]) || b[t.i] == '\'') && t.i-j < 16 {
		t.i++
	}
	switch string(b[j:t.i]) {
	case "Td", "TD":
		if t.number != 0 {
			t.newline()
		}
	case "Tm":
		if t.number != t.line {
			t.newline()
		}
		t.line = t.number
	case "T*", "'", "\"", "ET":
		t.newline()
	}
}

func pdfNumber(b []byte, i int) (float64, int) {
	sign, v, scale := 1.0, 0.0, 0.0
	for ; i < len(b); i++ {
		switch c := b[i]; {
		case c == '-':
			sign = -1
		case c == '+':
		case c == '.':
			scale = 1
		case c-'0' < 10:
			if scale > 0 {
				scale /= 10
				v += float64(c-'0') * scale
			} else {
				v = v*10 + float64(c-'0')
			}
		default:
			return sign * v, i
		}
	}
	return sign * v, i
}

// literalString appends the string whose opening parenthesis precedes
// b[i] (ISO 32000-1, 7.3.4.2).
func literalString(out, b []byte, i int) ([]byte, int) {
	for depth := 1; i < len(b); i++ {
		c := b[i]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return out, i + 1
			}
		case '\\':
			if i++; i >= len(b) {
				return out, i
			}
			switch c = b[i]; c {
			case 'n', 'r', 't', 'b', 'f':
				c = ' '
			case '\r', '\n':
				continue
			default:
				if c-'0' < 8 {
					v := c - '0'
					for n := 0; n < 2 && i+1 < len(b) && b[i+1]-'0' < 8; n++ {
						i++
						v = v<<3 | (b[i] - '0')
					}
					c = v
				}
			}
		}
		if c >= ' ' || c == '\n' {
			out = append(out, c)
		}
	}
	return out, i
}

// hexString is literalString for a string in hex.
func hexString(out, b []byte, i int) ([]byte, int) {
	var v byte
	for n := 0; i < len(b); i++ {
		c := b[i]
		switch {
		case c == '>':
			return out, i + 1
		case c-'0' < 10:
			c -= '0'
		case c|0x20-'a' < 6:
			c = c | 0x20 - 'a' + 10
		default:
			continue
		}
		if n++; n%2 == 1 {
			v = c << 4
		} else if v |= c; v >= ' ' {
			out = append(out, v)
		}
	}
	return out, i
}
