package judge

import "bytes"

// BeginsKey reports whether a file begins as DER of a private key does: a sequence, and
// a version number in it. Certificates and public keys begin with two sequences. Keystores
// count, too, and so does a file that is the list of a key pair's bytes.
func BeginsKey(d []byte) bool {
	if len(d) > 0 && d[0] == '[' {
		return KeyPairList(d) != nil
	}
	if len(d) < 32 || d[0] != 0x30 {
		return len(d) > 64 && bytes.HasPrefix(d, jksMagic)
	}
	n, rest, ok := DerLength(d)
	return ok && n <= len(rest) && len(rest) > 8 && rest[0] == 2 && rest[1] == 1 && (rest[2] <= 1 || isPKCS12(d))
}
