package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/checksum"
)

// ageSecretKeyRule finds an age secret key.
var ageSecretKeyRule = &rules.Rule{
	ID:       "age-secret-key",
	Title:    "age secret key",
	Doc:      "The secret key of an age identity (AGE-SECRET-KEY-1 and 58 characters of bech32, which end in a checksum). It decrypts every file and every SOPS value encrypted to its public key, also those in the history. Post-quantum identities (AGE-SECRET-KEY-PQ-1) are longer. Keys whose checksum is wrong are not reported.",
	Fix:      "Make a new identity with age-keygen, encrypt the files again, and change the secrets that they hold.",
	Source:   "https://github.com/C2SP/C2SP/blob/main/age.md",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "AGE-SECRET-KEY-1", Alphabet: alphabet.UpperNum, Min: 58, Max: 58, Valid: Bech32Sum, Message: "age secret key: decrypts what is encrypted to it"},
		{Prefix: "AGE-SECRET-KEY-PQ-1", Alphabet: alphabet.UpperNum, Min: 58, Max: 58, Valid: Bech32Sum, Message: "age post-quantum secret key: decrypts what is encrypted to it"},
	},
	Examples: []rules.Example{
		{Path: "keys.txt", Text: "# created: 2024-01-01T00:00:00Z\n«{bech32:AGE-SECRET-KEY-}»\n", Why: "an identity file"},
		{Path: "sops.sh", Text: "export SOPS_AGE_KEY=«{bech32:AGE-SECRET-KEY-}»\n", Why: "a SOPS key"},
		{Path: "c.txt", Text: "AGE-SECRET-KEY-1{upper:58}\n", Why: "a wrong checksum"},
		{Path: "d.yaml", Text: "age: age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p\n", Why: "a recipient, which is public"},
	},
}

// Bech32Sum verifies the checksum of bech32 (BIP 173) over prefix and data.
func Bech32Sum(token []byte) rules.Proof {
	v := bytes.ToLower(token)
	i := bytes.LastIndexByte(v, '1')
	if i < 0 {
		return rules.Refuted
	}
	data := make([]byte, 0, len(v)-i)
	for _, c := range v[i+1:] {
		k := bytes.IndexByte([]byte(checksum.Bech32Chars), c)
		if k < 0 {
			return rules.Refuted
		}
		data = append(data, byte(k))
	}
	if checksum.Bech32Mod(string(v[:i]), data) != 1 {
		return rules.Refuted
	}
	return rules.Proved
}
