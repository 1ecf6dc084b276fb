package judge

import (
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
)

// isScrambled reports whether a value is letters, digits and signs that change as often
// as a generator changes them. Brackets, percent signs and dollars in such a value are
// characters like others: it is no template, markup or path, which consist of words.
func isScrambled(v string) bool {
	v = strings.TrimPrefix(v, "django-insecure-")
	if len(v) < 20 || strings.ContainsAny(v, " \t\n") {
		return false
	}
	var seen [128]bool
	changes, digits, signs, last := 0, 0, 0, byte(0)
	for i := range len(v) {
		c, class := v[i], byte('!')
		switch {
		case c >= 0x7f:
			return false
		case alphabet.Lower(c):
			class = 'a'
		case alphabet.Upper(c):
			class = 'A'
		case alphabet.Digit(c):
			class = '0'
			digits++
		case !seen[c]:
			seen[c] = true
			signs++
		}
		if i > 0 && class != last {
			changes++
		}
		last = class
	}
	// Of Django's 50 characters 61 in 100 differ in class from the one before, of
	// passwords with signs 73. Words and names between brackets change less often.
	return digits > 0 && signs >= 4 && changes*100 >= (len(v)-1)*48
}
