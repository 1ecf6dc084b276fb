package finder

import "encoding/binary"

// Odd fills odd, a word for each 64 bytes of data from offset at, until data ends or
// odd is full, and returns the number of words. A bit means a byte that is not
// ASCII, an escape character or a backslash.
func Odd(data []byte, at int, odd []uint64) int {
	n := min(len(odd), (len(data)-at+Block-1)/Block)
	if n <= 0 {
		return 0
	}
	whole := min(n, (len(data)-at)/Block)
	if whole > 0 {
		odds(data[at:], whole, odd)
	}
	if whole < n {
		var tail [Block]byte
		copy(tail[:], data[at+whole*Block:])
		plainOdd(tail[:], 1, odd[whole:])
	}
	return n
}

// plainOdd is odds in Go.
func plainOdd(b []byte, n int, odd []uint64) {
	const low, high, ones = 0x7f7f7f7f7f7f7f7f, 0x8080808080808080, 0x0101010101010101
	for k := range n {
		var word uint64
		for i := range 8 {
			v := binary.LittleEndian.Uint64(b[k*Block+8*i:])
			esc, back := v^0x1b*ones, v^'\\'*ones
			// In the negated word, the high bit of a byte is clear if the byte is 0.
			m := (v | ^((esc&low + low) | esc | low) | ^((back&low + low) | back | low)) & high
			word |= m >> 7 * 0x0102040810204080 >> 56 << (8 * i)
		}
		odd[k] = word
	}
}
