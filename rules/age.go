package rules

import (
	"bytes"
)

// ageSecretKeyRule finds an age secret key.
var ageSecretKeyRule = &Rule{
	ID:       "age-secret-key",
	Title:    "age secret key",
	Doc:      "The secret key of an age identity (AGE-SECRET-KEY-1 and 58 characters of bech32, which end in a checksum). It decrypts every file and every SOPS value encrypted to its public key, also those in the history. Post-quantum identities (AGE-SECRET-KEY-PQ-1) are longer. Keys whose checksum is wrong are not reported.",
	Fix:      "Make a new identity with age-keygen, encrypt the files again, and change the secrets that they hold.",
	Source:   "https://github.com/C2SP/C2SP/blob/main/age.md",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"AGE-SECRET-KEY-1", "AGE-SECRET-KEY-PQ-1"},
	Run:      74,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "AGE-SECRET-KEY-1", Alphabet: isUpperNum, Min: 58, Max: 58, Valid: bech32Sum, Message: "age secret key: decrypts what is encrypted to it"},
			Token{Prefix: "AGE-SECRET-KEY-PQ-1", Alphabet: isUpperNum, Min: 58, Max: 58, Valid: bech32Sum, Message: "age post-quantum secret key: decrypts what is encrypted to it"},
		)
	},
	Examples: []Example{
		{Path: "keys.txt", Text: "# created: 2024-01-01T00:00:00Z\n«{bech32:AGE-SECRET-KEY-}»\n", Why: "an identity file"},
		{Path: "sops.sh", Text: "export SOPS_AGE_KEY=«{bech32:AGE-SECRET-KEY-}»\n", Why: "a SOPS key"},
		{Path: "c.txt", Text: "AGE-SECRET-KEY-1{upper:58}\n", Why: "a wrong checksum"},
		{Path: "d.yaml", Text: "age: age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p\n", Why: "a recipient, which is public"},
		{Path: "a.md", Text: "TOKEN=AGE-SECRET-KEY-1{repeat:x:58}\n", Why: "filler"},
		{Path: "b.md", Text: "use AGE-SECRET-KEY-1... here\n", Why: "elided"},
	},
}

// bech32Chars is the alphabet of bech32.
const bech32Chars = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// bech32Sum verifies the checksum of bech32 (BIP 173) over prefix and data.
func bech32Sum(token []byte) Proof {
	v := bytes.ToLower(token)
	i := bytes.LastIndexByte(v, '1')
	if i < 0 {
		return Refuted
	}
	data := make([]byte, 0, len(v)-i)
	for _, c := range v[i+1:] {
		k := bytes.IndexByte([]byte(bech32Chars), c)
		if k < 0 {
			return Refuted
		}
		data = append(data, byte(k))
	}
	if bech32Mod(string(v[:i]), data) != 1 {
		return Refuted
	}
	return Proved
}

// bech32Mod is the remainder of the checksum's polynomial.
func bech32Mod(prefix string, data []byte) uint32 {
	sum := uint32(1)
	step := func(v byte) {
		top := sum >> 25
		sum = sum&0x1ffffff<<5 ^ uint32(v)
		for i, g := range [...]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				sum ^= g
			}
		}
	}
	for i := range len(prefix) {
		step(prefix[i] >> 5)
	}
	step(0)
	for i := range len(prefix) {
		step(prefix[i] & 31)
	}
	for _, v := range data {
		step(v)
	}
	return sum
}

// bech32Encode writes data behind the prefix, in lower case.
func bech32Encode(prefix string, data []byte) string {
	var five []byte
	acc, n := uint(0), 0
	for _, b := range data {
		acc, n = acc<<8|uint(b), n+8
		for n >= 5 {
			n -= 5
			five = append(five, byte(acc>>n&31))
		}
	}
	if n > 0 {
		five = append(five, byte(acc<<(5-n)&31))
	}
	sum := bech32Mod(prefix, append(five, 0, 0, 0, 0, 0, 0)) ^ 1
	for i := range 6 {
		five = append(five, byte(sum>>(5*(5-i))&31))
	}
	out := []byte(prefix + "1")
	for _, v := range five {
		out = append(out, bech32Chars[v])
	}
	return string(out)
}
