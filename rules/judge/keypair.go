package judge

import (
	"bytes"
	"crypto/ed25519"
	"strconv"
)

// IsKeyPair reports whether b is a seed of Ed25519 and its public key.
func IsKeyPair(b []byte) bool {
	return len(b) == ed25519.PrivateKeySize && bytes.Equal(ed25519.NewKeyFromSeed(b[:ed25519.SeedSize]), b)
}

// maxKeyList is the longest file that can be a list of the bytes of a key pair.
const maxKeyList = 1024

// KeyPairList returns the key pair in a file that is a list of 64 numbers, as the tools
// of Solana write it, or nil.
func KeyPairList(d []byte) []byte {
	d = bytes.TrimSpace(d[:min(len(d), maxKeyList+1)])
	if len(d) > maxKeyList || len(d) < 2*ed25519.PrivateKeySize || d[0] != '[' || d[len(d)-1] != ']' {
		return nil
	}
	var out []byte
	for field := range bytes.SplitSeq(d[1:len(d)-1], []byte(",")) {
		n, err := strconv.ParseUint(string(bytes.TrimSpace(field)), 10, 8)
		if err != nil || len(out) == ed25519.PrivateKeySize {
			return nil
		}
		out = append(out, byte(n))
	}
	if !IsKeyPair(out) {
		return nil
	}
	return out
}
