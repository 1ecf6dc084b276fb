package scanner

import (
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"io"
	"math/bits"

	"github.com/envguard/envguard/rules"
)

// sextets gives the six bits that a character of base64 means, in the
// usual alphabet or the one for URLs; 0xff is no such character.
var sextets = func() (t [256]byte) {
	for i := range t {
		t[i] = 0xff
	}
	const std = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for i := range len(std) {
		t[std[i]] = byte(i)
	}
	t['-'], t['_'] = 62, 63
	return t
}()

// textByte says the bytes that an encoded text may begin with.
var textByte = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= ' ' && c != 0x7f || c == '\n' || c == '\r' || c == '\t'
	}
	return t
}()

// quartet decodes four characters of base64.
func quartet(b []byte) (x, y, z byte, ok bool) {
	p, q, r, s := sextets[b[0]], sextets[b[1]], sextets[b[2]], sextets[b[3]]
	return p<<2 | q>>4, q<<4 | r>>2, r<<6 | s, p|q|r|s < 64
}

// minEncoded is the least length of a run that is decoded, in characters.
const minEncoded = 16

// encodedRun reports whether a token run can hold an encoded text. It is asked
// of every run with digits; mixed is set where it has letters of both cases.
func encodedRun(b []byte, mixed bool) bool {
	if mixed && holdsToken(b) >= 0 {
		return true
	}
	for len(b) >= minEncoded {
		if hexRun(b) || mixed && (beginsText(b) || beginsGzip(b)) && segment(b) >= minEncoded {
			return true
		}
		k := segment(b)
		if k == len(b) {
			break
		}
		b = b[k+1:]
	}
	return false
}

// segment returns how many characters of base64 b begins with. What ends them
// in a run is the padding, the sign between a name and a value, or a full stop.
func segment(b []byte) int {
	const step = 256 // what is looked through for one sign must not be for the other each time
	for at := 0; at < len(b); at += step {
		part := b[at:min(len(b), at+step)]
		end := bytes.IndexByte(part, '=')
		if end < 0 {
			end = len(part)
		}
		if i := bytes.IndexByte(part[:end], '.'); i >= 0 {
			end = i
		}
		if end < len(part) {
			return at + end
		}
	}
	return len(b)
}

// beginsText reports whether the first 12 characters of base64 decode to nine
// bytes of text, which of random ones is true of one in 7,000, or to UTF-16.
func beginsText(b []byte) bool {
	x, y, z, _ := quartet(b)
	if x >= 0x80 || !textByte[x] {
		return false
	}
	if y == 0 && textByte[z] { // x 0 z 0 x 0 …
		x2, y2, z2, _ := quartet(b[4:])
		x3, y3, z3, _ := quartet(b[8:])
		return x2 == 0 && y2 != 0 && z2 == 0 && x3 != 0 && y3 == 0 && z3 != 0
	}
	if !textByte[y] || !textByte[z] {
		return false
	}
	var d [9]byte
	d[0], d[1], d[2] = x, y, z
	for k := 1; k < 3; k++ {
		x, y, z, ok := quartet(b[4*k:])
		if !ok {
			return false
		}
		d[3*k], d[3*k+1], d[3*k+2] = x, y, z
	}
	return isText(d[:])
}

// staysText reports whether a segment that begins as text does is text up to
// its end, or for 48 bytes. Of random lines of base64 some always begin so, and
// what follows them must not be decoded for it.
func staysText(b []byte) bool {
	if _, y, _, _ := quartet(b); y == 0 {
		return true // UTF-16
	}
	e := encoding64{text: b[:min(len(b), 64)]}
	return isText(e.decode())
}

// beginsGzip reports whether b is base64 of a gzip stream: 1f 8b 08.
func beginsGzip(b []byte) bool {
	return len(b) >= 24 && string(b[:4]) == "H4sI"
}

// holdsToken returns where in a segment four characters of base64 begin, counted
// modulo 4, that decode to a part of a token run, or -1. A run of 16 characters
// takes 22 of base64, so that one group in four is looked at, at each of the
// four places that a group can begin.
func holdsToken(b []byte) int {
	if len(b) < 22 {
		return -1
	}
	for i := 4; i+4 <= len(b); i += 16 {
		places := uint8(15)
		if i+7 <= len(b) {
			places = maybeToken((*[6]byte)(b[i:]))
		}
		for ; places != 0; places &= places - 1 {
			k := i + bits.TrailingZeros8(places)
			if k+4 > len(b) {
				break
			}
			x, y, z, _ := quartet(b[k:])
			if tokenChar[x] && tokenChar[y] && tokenChar[z] && tokenAround(b, k) {
				return k & 3
			}
		}
	}
	return -1
}

// tokenPlaces says, of a character of base64, at which places of a group it
// can be where that decodes to three token characters, which all have one of
// three values in their upper three bits: 1, 2 and 4 for the first three places.
var tokenPlaces = func() (t [256]byte) {
	for c, v := range sextets {
		if n := v >> 3; v < 64 && n > 0 && n < 4 {
			t[c] |= 1
		}
		if n := v & 15 >> 1; v < 64 && n > 0 && n < 4 {
			t[c] |= 2
		}
		if v < 64 && v&3 < 2 {
			t[c] |= 4
		}
	}
	return t
}()

// maybeToken says, by a bit each, at which of the first four characters a group
// can begin that decodes to token characters.
func maybeToken(b *[6]byte) uint8 {
	p, q, r, s := tokenPlaces[b[0]], tokenPlaces[b[1]], tokenPlaces[b[2]], tokenPlaces[b[3]]
	t, u := tokenPlaces[b[4]], tokenPlaces[b[5]]
	return p&(q>>1)&(r>>2)&1 | q&(r>>1)&(s>>2)&1<<1 | r&(s>>1)&(t>>2)&1<<2 | s&(t>>1)&(u>>2)&1<<3
}

// tokenAround reports whether the group at k decodes to a part of a run of
// rules.MinToken token characters.
func tokenAround(b []byte, k int) bool {
	n := 3
	for i := k - 4; i >= 0; i -= 4 {
		x, y, z, ok := quartet(b[i:])
		if !ok || !tokenChar[z] {
			break
		}
		n++
		if !tokenChar[y] {
			break
		}
		n++
		if !tokenChar[x] {
			break
		}
		n++
	}
	for i := k + 4; i+2 <= len(b) && n < rules.MinToken; i += 4 {
		var g [4]byte
		copy(g[:], "AAAA")
		copy(g[:], b[i:min(len(b), i+4)])
		x, y, z, ok := quartet(g[:])
		if !ok || !tokenChar[x] {
			break
		}
		n++
		if !tokenChar[y] {
			break
		}
		n++
		if !tokenChar[z] {
			break
		}
		n++
	}
	return n >= rules.MinToken
}

// hexRun reports whether a token run is a text in hexadecimal digits.
func hexRun(b []byte) bool {
	if len(b) > 2 && b[0] == '0' && b[1]|0x20 == 'x' {
		b = b[2:]
	}
	if len(b) < 2*minDecoded || b[0] < '2' || b[0] > '7' {
		return false
	}
	var d [minDecoded]byte
	if _, err := hex.Decode(d[:], b[:2*minDecoded]); err != nil {
		return false
	}
	for _, c := range d {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' || c >= 0x7f {
			return false
		}
	}
	return true
}

// encodedRuns gives what is encoded in a token run, and in the lines behind
// it where it goes on there. It returns up to where it has looked.
func encodedRuns(c *rules.Candidate, give func(*decoding)) (until int) {
	b := c.Value()
	until = c.End
	for i := 0; i+minEncoded <= len(b); {
		n := segment(b[i:])
		if s, from, to := b[i:i+n], c.Start+i, c.Start+i+n; n >= minEncoded {
			switch {
			case hexRun(s):
				hexText(c.File, from, to, give)
			case beginsText(s) && staysText(s), beginsGzip(s):
				if !isJWT(c.File.Data, from, to) {
					until = max(until, base64Text(c, from, to, give))
				}
			default:
				if k := holdsToken(s); k >= 0 {
					base64Binary(c.File, from+k, to, give)
				}
			}
		}
		i += n + 1
	}
	return until
}

// isJWT reports whether the segment is a part of a JSON Web Token, which its own
// rule reads.
func isJWT(d []byte, start, end int) bool {
	return bytes.HasPrefix(d[start:end], []byte("eyJ")) && end < len(d) && d[end] == '.' ||
		start > 3 && d[start-1] == '.' && bytes.LastIndex(d[max(0, start-2048):start], []byte("eyJ")) >= 0
}

// base64Text decodes a segment that begins as text or gzip does. It returns
// where the encoded text ends.
func base64Text(c *rules.Candidate, start, end int, give func(*decoding)) int {
	f := c.File
	e := encodedText(f.Data, start, end)
	if bytes.IndexByte(f.Data[c.End:min(len(f.Data), c.End+3)], '\n') >= 0 {
		farther(c) // it may go on below
	}
	raw := e.decode()
	if !isText(raw) && len(e.parts) > 1 && len(e.text)-e.parts[len(e.parts)-1].at < minEncoded && e.dropLine() {
		raw = e.decode() // the last line was a word of the following text
	}
	via := "in base64"
	whole, cut := false, false
	if beginsGzip(f.Data[start:end]) {
		if raw, cut = gunzip(raw); raw == nil {
			return end
		}
		via, whole = "in gzip, in base64", true
	}
	g := newDecoded(f, raw)
	if enc, _ := sniff(raw[:min(len(raw), sniffLen)]); enc != encUTF8 {
		g.Data, whole = decode(raw), true
		via = "in UTF-16, " + via
	}
	if len(g.Data) < minDecoded {
		return end
	}
	span := func(from, to int) (int, int) { return e.file(from / 3 * 4), e.file((to-1)/3*4+3) + 1 }
	if whole {
		span = func(int, int) (int, int) { return start, e.end }
	}
	give(&decoding{file: g, via: via, span: span, whole: whole, cut: cut, strong: !isText(g.Data) || !saysNames(g.Data)})
	return e.end
}

// base64Binary decodes data that holds a token.
func base64Binary(f *rules.File, start, end int, give func(*decoding)) {
	e := encoding64{data: f.Data, parts: []part{{0, start}}, text: f.Data[start:min(end, start+maxDecoded)], end: end}
	give(&decoding{
		file: newDecoded(f, e.decode()), via: "in base64", strong: true,
		span: func(from, to int) (int, int) { return e.file(from / 3 * 4), e.file((to-1)/3*4+3) + 1 },
	})
}

func hexText(f *rules.File, start, end int, give func(*decoding)) {
	b := f.Data[start:end]
	if b[1]|0x20 == 'x' {
		b, start = b[2:], start+2
	}
	b = b[:min(len(b), 2*maxDecoded)]
	text := make([]byte, len(b)/2)
	n, _ := hex.Decode(text, b[:len(b)&^1])
	text = text[:n]
	if !isText(text) {
		return
	}
	give(&decoding{
		file: newDecoded(f, text), via: "in hexadecimal", strong: !saysNames(text),
		span: func(from, to int) (int, int) { return start + 2*from, start + 2*to },
	})
}

// maybeExact reports whether a value may be base64 as a whole, with its padding.
func maybeExact(b []byte) bool {
	if len(b) == 0 || len(b)%4 != 0 || sextets[b[0]] > 63 {
		return false
	}
	n := len(bytes.TrimRight(b, "="))
	if len(b)-n > 2 {
		return false
	}
	for _, c := range b[:n] {
		if sextets[c] > 63 {
			return false
		}
	}
	return true
}

// decodeExact decodes what maybeExact passes.
func decodeExact(b []byte) ([]byte, bool) {
	if !maybeExact(b) {
		return nil, false
	}
	e := encoding64{text: bytes.TrimRight(b, "=")}
	return e.decode(), true
}

// An encoding64 is base64 that may go over several lines.
type encoding64 struct {
	data  []byte
	text  []byte // its characters alone
	parts []part
	end   int // in the file
}

// A part of an encoding's text is in the file from an offset on.
type part struct{ at, file int }

// How many lines an encoded text may take, and how long each but the last one
// is at least: words of a text are not lines of base64.
const (
	maxWrapped = 1 << 15
	minWidth   = 48
)

// encodedText returns the encoded text that begins at start, in a segment up to
// end. If the segment ends its line, the lines after it belong to the text as
// long as they are of base64 alone.
func encodedText(d []byte, start, end int) *encoding64 {
	e := &encoding64{data: d, text: d[start:end:end], parts: []part{{0, start}}, end: end}
	width := end - start // of the lines
	for n := 0; n < maxWrapped && len(e.text) < maxDecoded/3*4; n++ {
		from := e.end
		if from < len(d) && d[from] == '\r' {
			from++
		}
		if from >= len(d) || d[from] != '\n' {
			break
		}
		for from++; from < len(d) && isSpace(d[from]); {
			from++
		}
		to := from
		for to < len(d) && sextets[d[to]] < 64 {
			to++
		}
		rest := to
		for rest < len(d) && d[rest] == '=' && rest < to+2 {
			rest++
		}
		if to == from || rest < len(d) && d[rest] != '\n' && d[rest] != '\r' {
			break
		}
		if n == 0 {
			width = max(width, to-from) // the first follows a name, possibly
		}
		if width < minWidth || to-from > width {
			break
		}
		e.parts = append(e.parts, part{len(e.text), from})
		e.text = append(e.text, d[from:to]...)
		if e.end = to; rest > to || to-from < width {
			break
		}
	}
	return e
}

// dropLine takes the last line from the text, if it has several.
func (e *encoding64) dropLine() bool {
	n := len(e.parts) - 1
	if n == 0 {
		return false
	}
	e.text = e.text[:e.parts[n].at]
	e.parts = e.parts[:n]
	e.end = e.file(len(e.text)-1) + 1
	return true
}

// decode returns the bytes that the text means, as far as it is base64.
func (e *encoding64) decode() []byte {
	t := e.text[:min(len(e.text), maxDecoded/3*4)]
	out := make([]byte, 0, len(t)/4*3+3)
	for ; len(t) >= 4; t = t[4:] {
		x, y, z, _ := quartet(t)
		out = append(out, x, y, z)
	}
	switch len(t) {
	case 2:
		out = append(out, sextets[t[0]]<<2|sextets[t[1]]>>4)
	case 3:
		out = append(out, sextets[t[0]]<<2|sextets[t[1]]>>4, sextets[t[1]]<<4|sextets[t[2]]>>2)
	}
	return out
}

// file returns where the character of the text is in the file, at most the
// last one.
func (e *encoding64) file(at int) int {
	at = max(0, min(at, len(e.text)-1))
	k := len(e.parts) - 1
	for k > 0 && e.parts[k].at > at {
		k--
	}
	return e.parts[k].file + at - e.parts[k].at
}

// gunzip returns what can be read of a gzip stream, at most maxDecoded bytes, or
// nil if that is nothing, and whether there is more.
func gunzip(b []byte) (out []byte, more bool) {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, false
	}
	out, _ = io.ReadAll(io.LimitReader(z, maxDecoded+1)) // damaged at its end: what came before counts
	if len(out) == 0 {
		return nil, false
	}
	return out[:min(len(out), maxDecoded)], len(out) > maxDecoded
}
