package gitsource

import (
	"encoding/binary"
	"errors"
	"math/bits"
	"sync"
)

// Most of the time that it takes to read a history goes into inflating. What is
// known here and not in general makes that twice as fast as a reader of streams:
// all of the input is in memory, with more after it, and the output's size is
// declared. So there is no window to copy from, no buffer to fill, and both are
// looked at once for each symbol at most.
//
// Symbols are looked up in a table by the next bits of the input, as many as most
// codes have; the entry of a longer code names a second table for the rest of it.
// FuzzDeflate holds the decoder equal to compress/flate.

const (
	// deflateSlack is how many bytes behind the declared size the output must
	// have room for: a match that began in front of it may go on after it.
	deflateSlack = 258 + 16
	// deflateAhead is how many bytes must follow the compressed data: input is read
	// by the word, one word ahead of its use.
	deflateAhead = 2 * deflateWord
	deflateWord  = 8

	litBits  = 10
	distBits = 8
	// Second tables of a code with 15 bits at most have 32 entries for at
	// least six codes, and so on; for distances 128 for eight.
	litSize  = 1<<litBits + 288/6*32
	distSize = 1<<distBits + 32/8*128
)

// An entry of a table is 0 where there is no such code. Otherwise its lowest four
// bits say how many bits the code takes, the next four how many extra bits follow
// it (or are the second table's), and the upper half is the literal, the least
// length or distance, or where the second table begins.
const (
	entryLiteral = 1 << (8 + iota)
	entryTable
	entryEnd
	entryGood
)

var errDeflate = errors.New("bad compressed data")

// A deflater decodes deflate's format. Its zero value is ready for use, by one
// goroutine at a time.
type deflater struct {
	lit  [litSize]uint32
	dist [distSize]uint32
	lens [288 + 32]uint8
}

// inflate decodes what src begins with into out, whose length is size and
// deflateSlack more. It returns how many bytes the compressed data has, without
// the deflateAhead at least that src has after it.
func (z *deflater) inflate(out, src []byte, size int) (n int, err error) {
	n, o, err := z.inflateMost(out, src, size)
	if err == nil && o != size {
		return 0, errDeflate
	}
	return n, err
}

// inflateMost is inflate for an output that may be shorter than size. It returns
// the output's length, too.
func (z *deflater) inflateMost(out, src []byte, size int) (n, o int, err error) {
	var hold uint64 // bits of the input
	var have uint   // how many
	pos := 0
	for final := false; !final; {
		if pos+deflateWord > len(src) {
			return 0, 0, errDeflate
		}
		hold |= binary.LittleEndian.Uint64(src[pos:]) << have
		pos += int(63-have) >> 3
		have |= 56
		final = hold&1 != 0
		kind := hold >> 1 & 3
		hold >>= 3
		have -= 3
		lit, dist := &z.lit, &z.dist
		switch kind {
		case 0:
			// From the next whole byte on.
			pos -= int(have >> 3)
			hold, have = 0, 0
			if pos+4 > len(src) {
				return 0, 0, errDeflate
			}
			k := int(binary.LittleEndian.Uint16(src[pos:]))
			if k != int(^binary.LittleEndian.Uint16(src[pos+2:])) || k > size-o || pos+4+k+deflateWord > len(src) {
				return 0, 0, errDeflate
			}
			copy(out[o:], src[pos+4:pos+4+k])
			o += k
			pos += 4 + k
			continue
		case 1:
			fixed := fixedCodes()
			lit, dist = &fixed.lit, &fixed.dist
		case 2:
			if pos, hold, have, err = z.codes(src, pos, hold, have); err != nil {
				return 0, 0, err
			}
		default:
			return 0, 0, errDeflate
		}
	block:
		for {
			if pos+deflateWord > len(src) || o > size {
				return 0, 0, errDeflate
			}
			hold |= binary.LittleEndian.Uint64(src[pos:]) << have
			pos += int(63-have) >> 3
			have |= 56
			e := lit[hold&(1<<litBits-1)]
			for range 2 { // literals come one after the other
				if e&entryLiteral == 0 {
					break
				}
				hold >>= e & 15
				have -= uint(e & 15)
				out[o] = byte(e >> 16)
				o++
				e = lit[hold&(1<<litBits-1)]
			}
			if e&entryTable != 0 {
				hold >>= litBits
				have -= litBits
				e = lit[e>>16+uint32(hold)&(1<<(e>>4&15)-1)]
			}
			hold >>= e & 15
			have -= uint(e & 15)
			switch {
			case e&entryLiteral != 0:
				out[o] = byte(e >> 16)
				o++
				continue
			case e&entryEnd != 0:
				break block
			case e == 0:
				return 0, 0, errDeflate
			}
			// At most 35 bits are used up: length and distance may take 33 more.
			extra := uint(e >> 4 & 15)
			length := int(e>>16) + int(hold&(1<<extra-1))
			hold >>= extra
			have -= extra
			if pos+deflateWord > len(src) {
				return 0, 0, errDeflate
			}
			hold |= binary.LittleEndian.Uint64(src[pos:]) << have
			pos += int(63-have) >> 3
			have |= 56
			e = dist[hold&(1<<distBits-1)]
			if e&entryTable != 0 {
				hold >>= distBits
				have -= distBits
				e = dist[e>>16+uint32(hold)&(1<<(e>>4&15)-1)]
			}
			hold >>= e & 15
			have -= uint(e & 15)
			extra = uint(e >> 4 & 15)
			back := int(e>>16) + int(hold&(1<<extra-1))
			hold >>= extra
			have -= extra
			from := o - back
			if e == 0 || from < 0 || o > size {
				return 0, 0, errDeflate
			}
			end := o + length
			if back >= 8 {
				// Eight bytes at a time; what is too much is written over.
				for ; o < end; o, from = o+8, from+8 {
					binary.LittleEndian.PutUint64(out[o:], binary.LittleEndian.Uint64(out[from:]))
				}
				o = end
			} else {
				for ; o < end; o, from = o+1, from+1 {
					out[o] = out[from]
				}
			}
		}
	}
	if o > size {
		return 0, 0, errDeflate
	}
	return pos - int(have>>3), o, nil
}

// codes reads the codes of a block.
func (z *deflater) codes(src []byte, pos int, hold uint64, have uint) (int, uint64, uint, error) {
	fill := func() bool {
		if pos+deflateWord > len(src) {
			return false
		}
		hold |= binary.LittleEndian.Uint64(src[pos:]) << have
		pos += int(63-have) >> 3
		have |= 56
		return true
	}
	take := func(n uint) int {
		v := int(hold & (1<<n - 1))
		hold >>= n
		have -= n
		return v
	}
	nLit, nDist, nLens := take(5)+257, take(5)+1, take(4)+4
	if nLit > 286 || nDist > 30 {
		return 0, 0, 0, errDeflate
	}
	var order [19]uint8
	for i := range nLens {
		if i%16 == 0 && !fill() {
			return 0, 0, 0, errDeflate
		}
		order[lensOrder[i]] = uint8(take(3))
	}
	if !buildTable(z.dist[:], order[:], 7, func(sym int) uint32 { return uint32(sym)<<16 | entryGood }) {
		return 0, 0, 0, errDeflate
	}
	lens := z.lens[:nLit+nDist]
	for i := 0; i < len(lens); {
		if !fill() {
			return 0, 0, 0, errDeflate
		}
		e := z.dist[hold&127]
		if e == 0 {
			return 0, 0, 0, errDeflate
		}
		take(uint(e & 15))
		n, value := 0, uint8(0)
		switch sym := e >> 16; sym {
		case 16:
			if i == 0 {
				return 0, 0, 0, errDeflate
			}
			n, value = 3+take(2), lens[i-1]
		case 17:
			n = 3 + take(3)
		case 18:
			n = 11 + take(7)
		default:
			lens[i] = uint8(sym)
			i++
			continue
		}
		if i+n > len(lens) {
			return 0, 0, 0, errDeflate
		}
		for range n {
			lens[i] = value
			i++
		}
	}
	if !buildTable(z.lit[:], lens[:nLit], litBits, litEntry) || !buildTable(z.dist[:], lens[nLit:], distBits, distEntry) {
		return 0, 0, 0, errDeflate
	}
	return pos, hold, have, nil
}

var lensOrder = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// litEntry returns the entry of a literal or a length, without its code's length.
func litEntry(sym int) uint32 {
	switch {
	case sym < 256:
		return uint32(sym)<<16 | entryLiteral
	case sym == 256:
		return entryEnd
	case sym < 265:
		return uint32(sym-254)<<16 | entryGood
	case sym < 285:
		extra := uint32(sym-261) / 4
		return (3+(4+uint32(sym-265)%4)<<extra)<<16 | extra<<4 | entryGood
	case sym == 285:
		return 258<<16 | entryGood
	}
	return 0
}

// distEntry is litEntry for distances.
func distEntry(sym int) uint32 {
	switch {
	case sym < 4:
		return uint32(sym+1)<<16 | entryGood
	case sym < 30:
		extra := uint32(sym-2) / 2
		return (1+(2+uint32(sym)%2)<<extra)<<16 | extra<<4 | entryGood
	}
	return 0
}

// buildTable makes a table of root bits from the lengths of the codes. It reports
// whether these are right: no bits may be left that are no code, except for a code
// of one bit that is alone, or for none at all.
func buildTable(table []uint32, lens []uint8, root uint, entry func(sym int) uint32) bool {
	var count, next [16]int
	for _, n := range lens {
		count[n]++
	}
	count[0] = 0
	code, longest := 0, 0
	for n := 1; n < 16; n++ {
		code <<= 1
		next[n] = code
		if code += count[n]; count[n] > 0 {
			longest = n
		}
		if code > 1<<n {
			return false
		}
	}
	if complete := code == 1<<15; !complete {
		clear(table[:1<<root])
		if longest > 1 || longest == 1 && count[1] != 1 {
			return false
		}
	}
	// The second tables have the size of the longest code that begins alike;
	// codes are given out by their length, so that it is the last one.
	top := 1 << root
	var prefixBits [1 << litBits]uint8
	if longest > int(root) {
		ends := next
		for n := int(root) + 1; n <= longest; n++ {
			for range count[n] {
				prefixBits[ends[n]>>(n-int(root))] = uint8(n - int(root))
				ends[n]++
			}
		}
		for code, b := range prefixBits[:1<<root] {
			if b == 0 {
				continue
			}
			if top+1<<b > len(table) {
				return false
			}
			at := bits.Reverse16(uint16(code)) >> (16 - root)
			table[at] = uint32(top)<<16 | uint32(b)<<4 | entryTable
			top += 1 << b
		}
	}
	for sym, n := range lens {
		if n == 0 {
			continue
		}
		code := uint(next[n])
		next[n]++
		rev := uint(bits.Reverse16(uint16(code)) >> (16 - n))
		e := entry(sym)
		if uint(n) <= root {
			if e != 0 {
				e |= uint32(n)
			}
			for i := rev; i < 1<<root; i += 1 << n {
				table[i] = e
			}
			continue
		}
		if e != 0 {
			e |= uint32(n) - uint32(root)
		}
		first := table[rev&(1<<root-1)]
		sub := table[first>>16:][:1<<(first>>4&15)]
		for i := rev >> root; i < uint(len(sub)); i += 1 << (uint(n) - root) {
			sub[i] = e
		}
	}
	return true
}

// fixedCodes are those of blocks that bring none.
var fixedCodes = sync.OnceValue(func() *deflater {
	z := new(deflater)
	for i := range z.lens {
		switch {
		case i < 144, i >= 280 && i < 288:
			z.lens[i] = 8
		case i < 256:
			z.lens[i] = 9
		case i < 280:
			z.lens[i] = 7
		default:
			z.lens[i] = 5
		}
	}
	buildTable(z.lit[:], z.lens[:288], litBits, litEntry)
	buildTable(z.dist[:], z.lens[288:], distBits, distEntry)
	return z
})
