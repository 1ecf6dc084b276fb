// Package finder looks at every byte of a file once and says where something
// can be: it is what the scanner costs per byte.
//
// # How it works
//
// Two questions are answered for each byte, as one bit each:
//
//   - do 16 token characters end here (a run, see [Token])?
//   - can one of up to a few dozen patterns begin here (a mark)?
//
// A byte's class is found as vector code finds it best, by its two halves: the
// low four bits pick a set of up to eight classes from one table of 16, the
// high four bits from another, and the byte is of the classes that both name.
// A run of 16 needs no counting then: of the bits t of a block, t&t<<1 are the
// runs of two, of these r&r<<2 the runs of four, and so on; the bits that the
// shifts lack come from the block before.
//
// Of each pattern only the first three bytes are looked at. The patterns are
// dealt into eight buckets, one for each bit of a class; for each of the three
// places there is a pair of tables that says which buckets have the byte at
// that place. Where the three answers have a bucket in common there may be a
// pattern of it, and the caller must look. Upper and lower case are made equal
// by setting the bit that says them apart, in the text as in the patterns,
// which also makes some punctuation equal.
//
// On amd64 with AVX2, 64 bytes take some twenty cycles. On arm64 there is a
// variant for NEON, which every arm64 has: some hundred instructions for 64 bytes.
// Elsewhere the plain variant asks one table of 256 entries, derived from the same
// halves, so that all give the same bits; FuzzMasks holds them equal. On amd64 it
// takes fifteen times as long as AVX2.
//
// No variant reads a byte outside of the slice that it is given: it may end
// where a mapped file ends.
package finder

import "math/bits"

// MinRun is how many token characters make a run.
const MinRun = 16

// Block is how many bytes one word of a mask means.
const Block = 64

// A Table is a set of patterns. It is safe for concurrent use.
type Table struct {
	// half holds the tables of 16 by the halves of a byte, low and high, for
	// token characters and then for the three places of a pattern.
	half [8][16]byte
	// whole holds the same by byte: three buckets' bytes, the first place
	// lowest, and the top bit for token characters.
	whole [256]uint32
}

// State is what one block leaves to the next. Its zero value begins a text.
type State struct{ runs [4]uint64 }

// New returns the table of patterns in buckets 0 to 7. A pattern has at least
// three ASCII bytes in lower case; three of them count.
func New(buckets [8][]string) *Table {
	t := new(Table)
	for c := range 128 {
		if Token(byte(c)) {
			// No two rows of the ASCII table that share a bit differ.
			row := [8]byte{2: 1, 3: 2, 4: 4, 5: 8, 6: 4, 7: 16}[c>>4]
			t.half[0][c&15] |= row
			t.half[1][c>>4] |= row
		}
	}
	for bucket, patterns := range buckets {
		for _, p := range patterns {
			for k := range 3 {
				c := p[k] | 0x20
				t.half[2+2*k][c&15] |= 1 << bucket
				t.half[3+2*k][c>>4] |= 1 << bucket
			}
		}
	}
	for c := range 128 {
		f := c | 0x20
		for k := range 3 {
			t.whole[c] |= uint32(t.half[2+2*k][f&15]&t.half[3+2*k][f>>4]) << (8 * k)
		}
		if Token(byte(c)) {
			t.whole[c] |= 1 << 31
		}
	}
	return t
}

// Token reports whether c is one of A-Z a-z 0-9 _ - + / = and the full stop.
func Token(c byte) bool {
	return c-'0' < 10 || c|0x20-'a' < 26 || c == '_' || c == '-' || c == '+' || c == '/' || c == '=' || c == '.'
}

// Masks fills runs and marks, a word for each 64 bytes of data from offset at,
// until data ends or a mask is full, and returns the number of words. Bit i of
// word k means the byte at+64*k+i: of runs, that it is the last of 16
// token characters at least, counting those in front of at as s says; of
// marks, that a pattern may begin there. A mark may be wrong, and none is
// missing whose three bytes lie in data. s is brought up to date.
func (t *Table) Masks(data []byte, at int, runs, marks []uint64, s *State) int {
	n := min(len(runs), len(marks), (len(data)-at+Block-1)/Block)
	if n <= 0 {
		return 0
	}
	// The last byte's mark looks at the two after it.
	whole := min(n, max(0, (len(data)-at-2)/Block))
	if whole > 0 {
		masks(t, data[at:], whole, runs, marks, s)
	}
	for k := whole; k < n; k++ { // one, or two at most
		var tail [Block + 2]byte
		got := copy(tail[:], data[at+k*Block:])
		masks(t, tail[:], 1, runs[k:], marks[k:], s)
		if got < Block {
			runs[k] &= 1<<got - 1
		}
	}
	return n
}

// plain is masks in Go.
func plain(t *Table, b []byte, n int, runs, marks []uint64, s *State) {
	runs, marks = runs[:n], marks[:n]
	for k := range n {
		p := (*[Block + 2]byte)(b[k*Block:])
		var token, mark uint64
		v := t.whole[p[0]]
		token = uint64(v >> 31)
		state := v & 0xff
		v = t.whole[p[1]]
		token |= uint64(v>>31) << 1
		state = (state<<8 | 0xff) & v & 0xffff
		for i := 2; i < Block; i++ {
			v = t.whole[p[i]]
			token |= uint64(v>>31) << (i & 63)
			state = (state<<8 | 0xff) & v & 0xffffff
			if state >= 1<<16 {
				mark |= 1 << ((i - 2) & 63)
			}
		}
		for i := Block; i < Block+2; i++ {
			state = (state<<8 | 0xff) & t.whole[p[i]] & 0xffffff
			if state >= 1<<16 {
				mark |= 1 << ((i - 2) & 63)
			}
		}
		marks[k] = mark
		runs[k] = s.next(token)
	}
}

// next returns the ends of runs in a block of token characters.
func (s *State) next(t uint64) uint64 {
	for i := range s.runs {
		before := s.runs[i]
		s.runs[i] = t
		n := 1 << i
		t &= t<<n | before>>(64-n)
	}
	return t
}

// First returns the index of the lowest bit of m that is set.
func First(m uint64) int { return bits.TrailingZeros64(m) }
