package finder

import "math/bits"

// Classes are the lower-case letters, capitals and digits among the bytes of a
// text, a bit for each byte.
type Classes struct{ Lower, Upper, Digit uint64 }

// Classify fills dst, an element for each 64 bytes of b, and returns how many it
// filled: all of b's, or all that there are. Bits behind b's end are 0.
func Classify(dst []Classes, b []byte) int {
	n := min(len(dst), (len(b)+Block-1)/Block)
	whole := min(n, len(b)/Block)
	if whole > 0 {
		classify(dst[:whole], b)
	}
	if whole < n {
		var tail [Block]byte
		copy(tail[:], b[whole*Block:])
		classify(dst[whole:n], tail[:])
	}
	return n
}

func plainClassify(dst []Classes, b []byte) {
	for k := range dst {
		var c Classes
		for i, x := range b[k*Block : k*Block+Block] {
			bit := uint64(1) << i
			switch {
			case x-'a' < 26:
				c.Lower |= bit
			case x-'A' < 26:
				c.Upper |= bit
			case x-'0' < 10:
				c.Digit |= bit
			}
		}
		dst[k] = c
	}
}

// Controls counts the bytes of b that no text has: control characters but tab,
// line feed, form feed, carriage return and escape, and DEL.
func Controls(b []byte) int {
	whole := len(b) &^ (Block - 1)
	n := 0
	if whole > 0 {
		n = controls(b[:whole])
	}
	return n + plainControls(b[whole:])
}

func plainControls(b []byte) (n int) {
	for _, c := range b {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b || c == 0x7f {
			n++
		}
	}
	return n
}

// controlHalves are the two tables of 16 that say vector code the same, by the
// low and the high half of a byte.
var controlHalves = [2][16]byte{
	{3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2, 1, 2, 2, 3, 7},
	{0: 1, 1: 2, 7: 4},
}

// LongestRun returns how many bits in a row are set in m at most.
func LongestRun(m uint64) (n int) {
	for m != 0 {
		m >>= bits.TrailingZeros64(m)
		k := bits.TrailingZeros64(^m)
		n = max(n, k)
		if k >= 64 {
			break
		}
		m >>= k
	}
	return n
}
