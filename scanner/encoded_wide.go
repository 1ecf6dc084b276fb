package scanner

import (
	"bytes"

	"github.com/envguard/envguard/rules"
)

// Programs and databases hold strings of UTF-16 and UTF-32 between other data,
// and texts those that a shell appended in its own encoding. ASCII is there with one or three NUL bytes
// behind each character, at any offset and in either order: of big-endian text
// the NUL in front of the first character is not needed to read it.

const (
	// wideStride is how far apart a file with NUL bytes is looked at. Of a string of
	// rules.MinToken characters two that follow each other are met.
	wideStride = 16
	// wideReach is how far behind a place the zeros of two characters that are met
	// there may end.
	wideReach = 6
	// A long string is cut into pieces of widePiece bytes that begin every
	// wideStep bytes, so that the longest secret is whole in one of them.
	widePiece = 32 << 10
	wideStep  = 16 << 10
)

// wide emits the strings of wide characters.
func (x *extractor) wide() {
	d := x.file.Data
	if bytes.IndexByte(d, 0) < 0 {
		return
	}
	for i := 0; i < len(d); i += wideStride {
		// The NUL byte is the rarest byte that wideAt asks for.
		k := bytes.IndexByte(d[i:], 0)
		if k < 0 {
			return
		}
		if k > wideReach {
			i += (k - wideReach + wideStride - 1) / wideStride * wideStride
		}
		from, width := wideAt(d, i)
		if width == 0 {
			continue
		}
		for from >= width && wideChar[d[from-width]] && zeros(d[from-width+1:from]) {
			from -= width
		}
		to := from + 1 // behind the last character, without its zeros
		for to-1+width < len(d) && zeros(d[to:to+width-1]) && wideChar[d[to-1+width]] {
			to += width
		}
		i = max(i, to-wideStride)
		// Little-endian characters have their zeros behind them, big-endian ones
		// in front. What is next to the string may look like one more of them.
		little, big := to, from
		if to+width-1 > len(d) || !zeros(d[to:to+width-1]) {
			little = to - width
		}
		if from < width-1 || !zeros(d[from-width+1:from]) {
			big = from + width
		}
		if little == to { // the likelier one first: of two of a length it is kept
			x.wideString(from, little, width)
		}
		if little != to || big != from {
			x.wideString(big, to, width)
		}
		if little != to {
			x.wideString(from, little, width)
		}
	}
}

// wideString emits d[from:to], whose last character's zeros are left out.
func (x *extractor) wideString(from, to, width int) {
	for ; (to-from)/width+1 >= rules.MinToken; from += wideStep {
		end := min(to, from+widePiece+1)
		x.emit(&rules.Candidate{File: x.file, Kind: kindWide, Start: from, End: end})
		if end == to {
			break
		}
	}
}

// wideAt returns where near d[at] the first of two wide characters is, and
// how many bytes one has; a width of 0 says that there are none.
func wideAt(d []byte, at int) (from, width int) {
	for _, width := range [...]int{2, 4} {
		for from := at; from < at+width && from+width < len(d); from++ {
			if wideChar[d[from]] && wideChar[d[from+width]] && zeros(d[from+1:from+width]) {
				return from, width
			}
		}
	}
	return 0, 0
}

// wideChar says the characters of text.
var wideChar = func() (t [256]bool) {
	for c := ' '; c <= '~'; c++ {
		t[c] = true
	}
	t['\t'], t['\n'], t['\r'] = true, true, true
	return t
}()

func zeros(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}

// wideText decodes a string of wide characters. In a binary file only rules
// count that know a secret by its form, as elsewhere in it.
func wideText(c *rules.Candidate, give func(*decoding)) {
	d, width, via := c.Value(), 2, "in UTF-16"
	if len(d) > 2 && d[2] == 0 {
		width, via = 4, "in UTF-32"
	}
	text := make([]byte, 0, len(d)/width+1)
	for i := 0; i < len(d); i += width {
		text = append(text, d[i])
	}
	start := c.Start
	give(&decoding{
		file: newDecoded(c.File, text), via: via, strong: c.File.Binary,
		span: func(from, to int) (int, int) { return start + from*width, start + (to-1)*width + 1 },
	})
}
