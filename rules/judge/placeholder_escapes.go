package judge

import (
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
)

// isPercentEscapes reports whether most of v is bytes in URL encoding. What has
// so many signs is a test of the encoding.
func isPercentEscapes(v []byte) bool {
	n := 0
	for i := 0; i+2 < len(v); i++ {
		if v[i] == '%' && alphabet.Hex(v[i+1]) && alphabet.Hex(v[i+2]) {
			n++
		}
	}
	return n >= 4 && n*5 >= len(v)
}

// isPercentTemplate reports whether s has a mark of %name[…]name%.
func isPercentTemplate(s string) bool {
	for i := 0; i+3 < len(s); i++ {
		var end byte
		switch s[i] {
		case '%':
			end = '['
		case ']':
			end = '%'
		default:
			continue
		}
		if n := strings.IndexByte(s[i:min(len(s), i+10)], end); n > 2 && alphabet.Ident(s[i+1:i+n]) && alphabet.Lower(s[i+1]) {
			return true
		}
	}
	return false
}
