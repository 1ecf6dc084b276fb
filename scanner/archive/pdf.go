package archive

import (
	"bytes"
	"encoding/ascii85"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zlib"
)

const (
	maxPDFStream = 16 << 20 // bytes of one stream of a PDF
	maxPDFDict   = 4 << 10  // bytes of a stream's dictionary that are looked at
)

// pdf reads the streams of a PDF document that are compressed with FlateDecode
// (ISO 32000-1, 7.4.4), and perhaps made text of: of those that draw pages the
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
		if !bytes.Contains(dict, []byte("/FlateDecode")) && !bytes.Contains(dict, []byte("/Fl]")) && !bytes.Contains(dict, []byte("/Fl ")) ||
			bytes.Contains(dict, []byte("/Image")) || bytes.Contains(dict, []byte("/Length1")) || bytes.Contains(dict, []byte("/XRef")) || bytes.Contains(dict, []byte("/FontFile")) {
			continue
		}
		p, ok := w.member(name, "object "+number)
		if w.stopped != nil {
			return nil
		}
		if !ok {
			continue
		}
		text, err := w.streamText(p, unarmour(dict, d[at:]))
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

// unarmour returns the bytes of a stream that was made text of before it was
// written, as reportlab does: with ASCII85Decode or ASCIIHexDecode (ISO 32000-1,
// 7.4.2 and 7.4.3). What is damaged ends it.
func unarmour(dict, d []byte) []byte {
	base85 := bytes.Contains(dict, []byte("/ASCII85Decode")) || bytes.Contains(dict, []byte("/A85"))
	if !base85 && !bytes.Contains(dict, []byte("/ASCIIHexDecode")) && !bytes.Contains(dict, []byte("/AHx")) {
		return d
	}
	if i := bytes.Index(d, []byte("stream")); i >= 0 { // its end, or a damaged one's next
		d = d[:i]
	}
	if base85 {
		if i := bytes.Index(d, []byte("~>")); i >= 0 {
			d = d[:i]
		}
		d = bytes.TrimPrefix(bytes.TrimSpace(d), []byte("<~"))
		out := make([]byte, 4*(len(d)/5+1)+4*bytes.Count(d, []byte{'z'})) // z stands for four bytes
		n, _, _ := ascii85.Decode(out, d, true)
		return out[:n]
	}
	if i := bytes.IndexByte(d, '>'); i >= 0 {
		d = d[:i]
	}
	digits := bytes.Join(bytes.Fields(d), nil)
	out := make([]byte, len(digits)/2)
	n, _ := hex.Decode(out, digits[:len(digits)&^1])
	return out[:n]
}

// streamText returns the text of a compressed stream, nothing if it has none.
func (w *Walk) streamText(name string, d []byte) (text []byte, err error) {
	defer func() { // as in errorReader
		if r := recover(); r != nil {
			err = &readError{errors.New("damaged: the reader gave up")}
		}
	}()
	text, err = w.inflate(name, d)
	if shown := shownText(text); shown != nil {
		return shown, err
	}
	if !printable(text) {
		return nil, err
	}
	return text, err
}

// inflate decompresses a stream. What is damaged ends it without an error: its
// length is not known here, and there may be bytes that belong to no stream.
func (w *Walk) inflate(name string, d []byte) ([]byte, error) {
	z, err := zlib.NewReader(bytes.NewReader(d))
	if err != nil {
		return nil, nil
	}
	defer z.Close()
	var b bytes.Buffer
	n, err := b.ReadFrom(io.LimitReader(&meter{w, z}, maxPDFStream+1))
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

// isRegular tells the characters that a PDF name goes on with.
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
	out := make([]byte, 0, len(b)/2)
	newline := func() {
		if len(out) > 0 && out[len(out)-1] != '\n' {
			out = append(out, '\n')
		}
	}
	var number, line float64 // the last operand; the height of the line
	array := false
	for i := 0; i < len(b); {
		c := b[i]
		switch {
		case c == '(':
			out, i = literalString(out, b, i+1)
		case c == '<' && i+1 < len(b) && b[i+1] == '<':
			i += 2
		case c == '<':
			out, i = hexString(out, b, i+1)
		case c == '[' || c == ']':
			array = c == '['
			i++
		case c == '%':
			for i < len(b) && b[i] != '\n' && b[i] != '\r' {
				i++
			}
		case c-'0' < 10 || c == '-' || c == '.' || c == '+':
			j := i
			number, i = pdfNumber(b, i)
			if i == j {
				i++
			}
			if array && number < -200 { // a gap as wide as a blank
				out = append(out, ' ')
			}
		case c|0x20-'a' < 26 || c == '\'' || c == '"' || c == '*':
			j := i
			for i < len(b) && (isRegular(b[i]) || b[i] == '\'') && i-j < 16 {
				i++
			}
			switch string(b[j:i]) {
			case "Td", "TD":
				if number != 0 {
					newline()
				}
			case "Tm":
				if number != line {
					newline()
				}
				line = number
			case "T*", "'", "\"", "ET":
				newline()
			}
		default:
			i++
		}
	}
	return out
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

// literalString appends the string whose opening parenthesis stands in front of
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
