package alphabet

import (
	"strings"
)

// SplitWords cuts s into lower-case words at what is no letter or digit, and
// where lower case turns to upper case. Digits stay with the letters around
// them; bytes beyond ASCII count as letters.
func SplitWords(s string, out []string) []string {
	start := -1
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !Alnum(c) && c < 0x80 {
			if start >= 0 {
				out = append(out, strings.ToLower(s[start:i]))
				start = -1
			}
			continue
		}
		if start >= 0 && Upper(c) {
			before := s[i-1]
			if Lower(before) || Digit(before) && i+1 < len(s) && Lower(s[i+1]) ||
				Upper(before) && i+1 < len(s) && Lower(s[i+1]) && !(s[i+1] == 's' && (i+2 == len(s) || !Letter(s[i+2]))) {
				out = append(out, strings.ToLower(s[start:i]))
				start = i
			}
		}
		if start < 0 {
			start = i
		}
	}
	if start >= 0 {
		out = append(out, strings.ToLower(s[start:]))
	}
	return out
}
