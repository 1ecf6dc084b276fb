package alphabet

import (
	"strings"
)

// longRun is what runLength counts to: no form asks for more, and it is asked at
// every place of a row that may be a megabyte long.
const longRun = 4096

// RunLength is the length of the run of ok at the start of b, up to longRun.
func RunLength(b []byte, ok func(byte) bool) int {
	n := 0
	for n < min(len(b), longRun) && ok(b[n]) {
		n++
	}
	return n
}

func NotAlnum(r rune) bool { return r >= 0x80 || !Alnum(byte(r)) }

// Letters keeps the letters and digits of s, in lower case.
func Letters(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 0x80:
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, s)
}

// lettersOnly reports whether v is letters and separators.
func AllLetters(v []byte) bool {
	for _, c := range v {
		if !Letter(c) && c != '_' && c != '-' && c != '.' && c != ' ' {
			return false
		}
	}
	return true
}

func AllDigits(v []byte) bool {
	for _, c := range v {
		if !Digit(c) {
			return false
		}
	}
	return len(v) > 0
}

func AllHex(v []byte) bool {
	for _, c := range v {
		if !Hex(c) {
			return false
		}
	}
	return len(v) > 0
}

// mixedClasses counts which of lower case, upper case, digits and symbols occur.
func Classes(v []byte) int {
	var lower, upper, digit, other int
	for _, c := range v {
		switch {
		case Lower(c):
			lower = 1
		case Upper(c):
			upper = 1
		case Digit(c):
			digit = 1
		default:
			other = 1
		}
	}
	return lower + upper + digit + other
}

// isIdent reports whether s is an identifier.
func Ident(s string) bool {
	if s == "" || Digit(s[0]) {
		return false
	}
	for i := 0; i < len(s); i++ {
		if !Alnum(s[i]) && s[i] != '_' {
			return false
		}
	}
	return true
}

// isIdentLike is isIdent with dots, dashes, brackets and spaces.
func IdentLike(s string) bool {
	for i := 0; i < len(s); i++ {
		if !Alnum(s[i]) && strings.IndexByte("_-. []():'\"|,/", s[i]) < 0 {
			return false
		}
	}
	return s != ""
}

func Number(s string) bool {
	s = strings.TrimLeft(s, "+-")
	if s == "" || len(s) > 18 {
		return false
	}
	dots := 0
	for i := 0; i < len(s); i++ {
		if s[i] == '.' || s[i] == '_' {
			dots++
			continue
		}
		if !Digit(s[i]) {
			return false
		}
	}
	// Long plain numbers may be passwords; the name decides.
	return dots < 2 && (len(s) < 6 || dots == 1)
}

func UUID(v []byte) bool {
	if len(v) != 36 {
		return false
	}
	for i, c := range v {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if c != '-' {
				return false
			}
		} else if !Hex(c) {
			return false
		}
	}
	return true
}

// lowerASCII lowers A to Z and leaves the rest as it is, so that offsets stay
// valid: strings.ToLower replaces bytes that are no UTF-8 with three others,
// and some letters change their length.
func ToLower(s string) string {
	for i := 0; i < len(s); i++ {
		if Upper(s[i]) {
			b := []byte(s)
			for ; i < len(b); i++ {
				if Upper(b[i]) {
					b[i] |= 0x20
				}
			}
			return string(b)
		}
	}
	return s
}
