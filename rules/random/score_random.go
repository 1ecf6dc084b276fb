// Package random estimates how likely it is that a text came from a generator
// and not from a person.
package random

import (
	"math"

	"github.com/envguard/envguard/rules/alphabet"
)

// How randomness is measured.
//
// A string is random if choosing its characters blindly explains it better
// than a person writing words does. So it is priced twice, in bits:
//
//   - as noise: every character costs the logarithm of its alphabet's size,
//     where the alphabet is the smallest usual one that holds the string
//     (hex, or digits, lower case, upper case and symbols as they occur);
//   - as text: it is cut into words, numbers and separators. A letter costs what
//     a table of letter triples says (derived from Go's own sources, see
//     rules/fit), an end of a word what the table says of words ending there, a
//     change of case or kind some bits, a digit a little more than in noise.
//     What continues a row (aaaa, 1234, a copy of something earlier in the
//     string) costs next to nothing: nobody draws that from a generator.
//
// The difference, text minus noise, is the surprise. Sixteen characters of
// base64 have a surprise of about 60 bits, an identifier of twice the length
// one of minus 50. The measure needs no minimum length: short strings have
// small differences, and that is what is known about them.

// The prices of text, in bits.
const (
	costSameStyle  = 0.5 // another word written as the one before: snake_case, camelCase
	costOtherStyle = 3.0 // a word in another style: fooBAR
	costNumber     = 2.0 // a number begins
	costDigit      = 3.6 // a digit: ln2(10) and that the number goes on
	costSeparator  = 1.2 // one of _ - . / and space
	costOther      = 7.0 // any other character
	costForeign    = 2.0 // a byte of a character beyond ASCII: no generator draws those
	costRow        = 0.4 // continues a row or repeats what was there
)

// letterCost returns what the letter c, 1 to 26, or the end of the word, 0,
// costs after the letters a and b, 0 before the word.
func letterCost(a, b, c int) float64 {
	q := trigramCosts[(a*27+b)*27+c]
	if q > '\\' {
		q--
	}
	return float64(q-'#') / 6
}

// MaxPriced bounds how much of a value is priced. The pricing looks back for
// copies, which takes the square of the length.
const MaxPriced = 256

// A piece is a word, number or separator of a priced string.
type piece struct {
	start, end int
	text       float64
}

// IsRow reports for each byte whether it continues a row of equal or
// consecutive characters, or a copy of at least four bytes that are
// earlier in the string.
func IsRow(s []byte, row []bool) []bool {
	row = append(row[:0], make([]bool, len(s))...)
	for i := 2; i < len(s); i++ {
		d := int(s[i]) - int(s[i-1])
		if d == int(s[i-1])-int(s[i-2]) && d >= -1 && d <= 1 {
			row[i-2], row[i-1], row[i] = true, true, true
		}
	}
	// 9 to a is consecutive in hex, and 9 to 0 in decimal.
	for i := 2; i < len(s); i++ {
		if Next(s[i-1], s[i]) && Next(s[i-2], s[i-1]) {
			row[i-2], row[i-1], row[i] = true, true, true
		}
	}
	const unit = 4
	for i := 1; i+unit <= len(s); i++ {
		if row[i] && row[i+unit-1] {
			continue
		}
		for j := range i {
			if s[j] != s[i] || s[j+1] != s[i+1] || s[j+2] != s[i+2] || s[j+3] != s[i+3] {
				continue
			}
			for k := 0; i+k < len(s) && s[j+k] == s[i+k]; k++ {
				row[i+k] = true
			}
			break
		}
	}
	return row
}

// Next reports whether b follows a in the order in which people count.
func Next(a, b byte) bool {
	return b == a+1 || a == '9' && (b == 'a' || b == 'A' || b == '0')
}

// price cuts s into pieces and prices each as text.
func price(s []byte, out []piece) []piece {
	var buf [MaxPriced]bool
	row := IsRow(s, buf[:0])
	styleBefore := byte(0)
	for i := 0; i < len(s); {
		start, bits := i, 0.0
		c := s[i]
		switch {
		case alphabet.Digit(c):
			bits = costNumber
			for ; i < len(s) && alphabet.Digit(s[i]); i++ {
				bits += rowOr(row[i], costDigit)
			}
		case alphabet.Letter(c):
			var style byte
			i, style = wordEnd(s, i)
			if style == styleBefore {
				bits = costSameStyle
			} else if styleBefore == 0 {
				bits = 2 * costSameStyle
			} else {
				bits = costOtherStyle
			}
			styleBefore = style
			a, b := 0, 0
			inRow := true
			for k := start; k < i; k++ {
				n := int((s[k]|0x20)-'a') + 1
				bits += rowOr(row[k], letterCost(a, b, n))
				inRow = inRow && row[k]
				a, b = b, n
			}
			bits += rowOr(inRow, letterCost(a, b, 0))
		case c == '_' || c == '-' || c == '.' || c == '/' || c == ' ':
			bits = rowOr(row[i], costSeparator)
			i++
		case c >= 0x80:
			bits = costForeign
			i++
		default:
			bits = rowOr(row[i], costOther)
			i++
		}
		out = append(out, piece{start, i, bits})
	}
	return out
}

func rowOr(row bool, bits float64) float64 {
	if row {
		return min(bits, costRow)
	}
	return bits
}

// wordEnd returns where the word that begins at i ends, and how it is written:
// 'a' for lower case, 'B' for a capital and lower case, 'C' for capitals. A
// run of capitals leaves its last one to the lower case that follows it.
func wordEnd(s []byte, i int) (end int, style byte) {
	if alphabet.Lower(s[i]) {
		for i < len(s) && alphabet.Lower(s[i]) {
			i++
		}
		return i, 'a'
	}
	start := i
	for i < len(s) && alphabet.Upper(s[i]) {
		i++
	}
	if i < len(s) && alphabet.Lower(s[i]) {
		if i-start > 1 {
			return i - 1, 'C'
		}
		for i < len(s) && alphabet.Lower(s[i]) {
			i++
		}
		return i, 'B'
	}
	return i, 'C'
}

// alphabetBits returns the bits that a character of s costs as noise.
func alphabetBits(s []byte) float64 {
	var digit, lower, upper, separator, other, beyondHex bool
	for _, c := range s {
		switch {
		case alphabet.Digit(c):
			digit = true
		case alphabet.Lower(c):
			lower = true
			beyondHex = beyondHex || c > 'f'
		case alphabet.Upper(c):
			upper = true
			beyondHex = beyondHex || c > 'F'
		case c == '_' || c == '-' || c == '+' || c == '/' || c == '=':
			separator = true
		default:
			other = true
		}
	}
	if digit && lower != upper && !beyondHex && !separator && !other {
		return 4
	}
	size := 0.0
	if digit {
		size += 10
	}
	if lower {
		size += 26
	}
	if upper {
		size += 26
	}
	if separator {
		size += 2
	}
	if other {
		size += 14 // what generators use of the 32
	}
	return math.Log2(max(size, 2))
}

// Surprise returns by how many bits noise explains s better than text does.
// Negative: words.
func Surprise(s []byte) float64 {
	if len(s) > MaxPriced {
		s = s[:MaxPriced]
	}
	var buf [64]piece
	bits := -float64(len(s)) * alphabetBits(s)
	for _, p := range price(s, buf[:0]) {
		bits += p.text
	}
	return bits
}

// Stretch returns the part of s that looks most random, by how many bits, and
// where it is. The rest of s may be words: those of a placeholder, or a secret's
// prefix. A long field between separators is also judged by its own alphabet: in
// acme_live_ with 40 hexadecimal digits after it, the digits are drawn from 16
// characters, whatever the prefix has.
func Stretch(s []byte) (bits float64, start, end int) {
	if len(s) > MaxPriced {
		s = s[:MaxPriced]
	}
	bits, start, end = stretch(s)
	for from := 0; from < len(s); {
		to := from
		for to < len(s) && alphabet.Alnum(s[to]) {
			to++
		}
		if to-from >= minField && to-from < len(s) {
			if b, i, j := stretch(s[from:to]); b > bits {
				bits, start, end = b, from+i, from+j
			}
		}
		from = to + 1
	}
	return bits, start, end
}

// minField is the length of the shortest field that is judged by itself. The
// fields of a UUID are shorter.
const minField = 16

func stretch(s []byte) (bits float64, start, end int) {
	var buf [64]piece
	noise := alphabetBits(s)
	sum, from := 0.0, 0
	for _, p := range price(s, buf[:0]) {
		if sum <= 0 {
			sum, from = 0, p.start
		}
		sum += p.text - float64(p.end-p.start)*noise
		if sum > bits {
			bits, start, end = sum, from, p.end
		}
	}
	return bits, start, end
}

// randomEnough is the surprise in bits from which a string is taken to come
// from a generator, and randomLength the length that it must have at least.
// Among a million identifiers of the standard library none of that length
// reaches it.
const (
	RandomEnough = 22
	RandomLength = 12
)

// hasRandomPart reports whether s holds a stretch that comes from a generator.
func HasStretch(s []byte) bool {
	bits, start, end := Stretch(s)
	return bits >= RandomEnough && end-start >= RandomLength
}

// Logistic turns log-odds into a probability.
func Logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
