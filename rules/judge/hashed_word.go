package judge

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/checksum"
)

// hashReach is how much of a line around a digest is searched for what it is
// the digest of, in bytes.
const hashReach = 120

// isHashedWord reports whether the candidate is the digest of a word that
// is next to it: 'foo' => ['password' => sha1 of foo]. Fixtures and comments
// say such passwords, and the digest says no more.
func isHashedWord(c *rules.Candidate) bool {
	v := c.Value()
	sum := checksum.DigestOf(len(v))
	if sum == nil || !alphabet.AllHex(v) {
		return false
	}
	line, at := c.Line()
	end := min(len(line), at+len(v))
	beside := append(bytes.Clone(line[max(0, at-hashReach):at]), ' ')
	beside = append(beside, line[end:min(len(line), end+hashReach)]...)
	for _, w := range bytes.FieldsFunc(beside, func(r rune) bool { return r < 0x80 && !alphabet.Alnum(byte(r)) }) {
		if bytes.EqualFold(v, sum(w)) {
			return true
		}
	}
	return false
}
