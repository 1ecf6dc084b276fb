package rules

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
)

// hashReach is how much of a line around a digest is searched for what it is
// the digest of, in bytes.
const hashReach = 120

// isHashedWord reports whether the candidate is the digest of a word that
// stands beside it: 'foo' => ['password' => sha1 of foo]. Fixtures and comments
// tell such passwords, and the digest tells no more.
func isHashedWord(c *Candidate) bool {
	v := c.Value()
	sum := digestOf(len(v))
	if sum == nil || !allHex(v) {
		return false
	}
	line, at := c.Line()
	end := min(len(line), at+len(v))
	beside := append(bytes.Clone(line[max(0, at-hashReach):at]), ' ')
	beside = append(beside, line[end:min(len(line), end+hashReach)]...)
	for _, w := range bytes.FieldsFunc(beside, func(r rune) bool { return r < 0x80 && !isAlnum(byte(r)) }) {
		if bytes.EqualFold(v, sum(w)) {
			return true
		}
	}
	return false
}

// digestOf returns the function whose digests have n hexadecimal digits.
func digestOf(n int) func([]byte) []byte {
	switch n {
	case 2 * md5.Size:
		return func(w []byte) []byte { s := md5.Sum(w); return hex.AppendEncode(nil, s[:]) }
	case 2 * sha1.Size:
		return func(w []byte) []byte { s := sha1.Sum(w); return hex.AppendEncode(nil, s[:]) }
	case 2 * sha256.Size:
		return func(w []byte) []byte { s := sha256.Sum256(w); return hex.AppendEncode(nil, s[:]) }
	case 2 * sha512.Size:
		return func(w []byte) []byte { s := sha512.Sum512(w); return hex.AppendEncode(nil, s[:]) }
	}
	return nil
}
