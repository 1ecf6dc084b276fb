package judge

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/binary"
	"hash"
)

// defaultPasswords are those that keystores have where nobody chose one.
var defaultPasswords = [...]string{"", "changeit"}

// OpenKeystore describes a file that is a keystore with a private key, PKCS#12 or JKS, and
// reports whether one of the default passwords opens it. It is empty for other files and
// for stores of certificates.
func OpenKeystore(d []byte) (what string, open bool) { return openKeystore(d, maxIterations) }

// OpenEmbedded is OpenKeystore for a keystore in a text, which can hold many: it tries
// no password that takes long to try.
func OpenEmbedded(d []byte) (what string, open bool) { return openKeystore(d, maxIterations/10) }

func openKeystore(d []byte, iterations int) (what string, open bool) {
	switch {
	case bytes.HasPrefix(d, jksMagic):
		if !jksHoldsKey(d) {
			return "", false
		}
		return "Java keystore", jksOpens(d)
	case isPKCS12(d):
		if !bytes.Contains(d, keyBag[:10]) {
			return "", false
		}
		return "PKCS#12 keystore", bytes.Contains(d, keyBag) || pkcs12Opens(d, iterations)
	}
	return "", false
}

var (
	jksMagic = []byte{0xfe, 0xed, 0xfe, 0xed}
	// keyBag is the identifier of a key that is not encrypted; with another last byte, of
	// one that is, and of certificates.
	keyBag      = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01, 0x01}
	shroudedBag = []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01, 0x02}
)

// jksHoldsKey reports whether a JKS has an entry with a private key.
func jksHoldsKey(d []byte) bool {
	// The magic number, a version, the number of entries; the first has a tag.
	return len(d) > 64 && binary.BigEndian.Uint32(d[4:]) <= 2 && binary.BigEndian.Uint32(d[8:]) > 0 && binary.BigEndian.Uint32(d[12:]) == 1
}

// jksOpens checks the digest at the end of a JKS, which its password is in.
func jksOpens(d []byte) bool {
	for _, p := range defaultPasswords {
		h := sha1.New()
		h.Write(wideString(p))
		h.Write([]byte("Mighty Aphrodite"))
		h.Write(d[:len(d)-sha1.Size])
		if bytes.Equal(h.Sum(nil), d[len(d)-sha1.Size:]) {
			return true
		}
	}
	return false
}

// isPKCS12 reports whether a file begins as PKCS#12 does: a sequence with version 3.
func isPKCS12(d []byte) bool {
	if len(d) < 64 || d[0] != 0x30 {
		return false
	}
	n, rest, ok := DerLength(d)
	return ok && n <= len(rest) && rest[0] == 2 && rest[1] == 1 && rest[2] == 3 && rest[3] == 0x30 && (bytes.Contains(d, keyBag) || bytes.Contains(d, shroudedBag))
}

// maxIterations bounds what a default password is tried for.
const maxIterations = 100_000

// pkcs12Opens checks the MAC of a PKCS#12 file; see RFC 7292, appendix B.
func pkcs12Opens(d []byte, iterations int) bool {
	var pfx struct {
		Version  int
		AuthSafe struct {
			Type    asn1.ObjectIdentifier
			Content asn1.RawValue `asn1:"tag:0,explicit,optional"`
		}
		MAC struct {
			Digest struct {
				Algorithm pkix.AlgorithmIdentifier
				Value     []byte
			}
			Salt       []byte
			Iterations int `asn1:"optional,default:1"`
		} `asn1:"optional"`
	}
	if _, err := asn1.Unmarshal(d, &pfx); err != nil {
		return false
	}
	var content []byte
	if _, err := asn1.Unmarshal(pfx.AuthSafe.Content.FullBytes, &content); err != nil {
		if _, err = asn1.Unmarshal(pfx.AuthSafe.Content.Bytes, &content); err != nil {
			return false
		}
	}
	var newHash func() hash.Hash
	switch pfx.MAC.Digest.Algorithm.Algorithm.String() {
	case "1.3.14.3.2.26":
		newHash = sha1.New
	case "2.16.840.1.101.3.4.2.1":
		newHash = sha256.New
	default:
		return false
	}
	if pfx.MAC.Iterations < 1 || pfx.MAC.Iterations > iterations {
		return false
	}
	passwords := [][]byte{nil}
	for _, p := range defaultPasswords {
		passwords = append(passwords, append(wideString(p), 0, 0))
	}
	for _, p := range passwords {
		mac := hmac.New(newHash, pkcs12Key(newHash(), p, pfx.MAC.Salt, pfx.MAC.Iterations))
		mac.Write(content)
		if hmac.Equal(mac.Sum(nil), pfx.MAC.Digest.Value) {
			return true
		}
	}
	return false
}

// pkcs12Key derives the key of a MAC from a password, which has the hash's length.
func pkcs12Key(h hash.Hash, password, salt []byte, iterations int) []byte {
	block := h.BlockSize()
	h.Write(bytes.Repeat([]byte{3}, block))
	h.Write(fill(salt, block))
	h.Write(fill(password, block))
	sum := h.Sum(nil)
	for range iterations - 1 {
		h.Reset()
		h.Write(sum)
		sum = h.Sum(sum[:0])
	}
	return sum
}

// fill repeats b up to the next multiple of a block.
func fill(b []byte, block int) []byte {
	if len(b) == 0 {
		return nil
	}
	n := (len(b) + block - 1) / block * block
	return bytes.Repeat(b, n/len(b)+1)[:n]
}

// wideString returns a string of ASCII in UTF-16, high bytes first.
func wideString(s string) []byte {
	var out []byte
	for i := range len(s) {
		out = append(out, 0, s[i])
	}
	return out
}
