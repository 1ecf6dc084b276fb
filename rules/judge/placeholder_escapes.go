package judge

import (
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/random"
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

// isPercentTemplate reports whether s holds %name[ with ]name% after it, as test suites
// mark what they encode, or with words only.
func isPercentTemplate(s string) bool {
	if i := strings.LastIndexByte(s, ']'); i >= 0 && len(s)-i > 3 && len(s)-i < 10 && strings.HasSuffix(s, "%") && alphabet.Ident(s[i+1:len(s)-1]) {
		return true
	}
	for i := 0; i+3 < len(s); i++ {
		if s[i] != '%' {
			continue
		}
		n := strings.IndexByte(s[i:min(len(s), i+10)], '[')
		if n < 3 || !alphabet.Ident(s[i+1:i+n]) || !alphabet.Lower(s[i+1]) {
			continue
		}
		if strings.Contains(s[i+n:], "]"+s[i+1:i+n]+"%") || !random.HasStretch([]byte(s[i+n:])) && !isScrambled(s) {
			return true
		}
	}
	return false
}
