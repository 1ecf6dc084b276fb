package checksum

import (
	"encoding/base32"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// NkeySeed verifies the two bytes of the kind and the checksum at the end.
func NkeySeed(token []byte) rules.Proof {
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(string(token))
	if err != nil || len(raw) != 36 || raw[0]&0xf8 != 18<<3 {
		return rules.Refuted
	}
	if sum := CRC16(raw[:34]); raw[34] != byte(sum) || raw[35] != byte(sum>>8) {
		return rules.Refuted
	}
	return rules.Proved
}

// NkeyPublic reports whether v is a public key of NATS, by its kind and its
// checksum: of a user, an account, an operator, a server, a cluster, or for
// encryption; or one of Stellar, whose keys have the same form.
func NkeyPublic(v []byte) bool {
	if len(v) != 56 || strings.IndexByte("UAONCXG", v[0]) < 0 || !alphabet.All(v, alphabet.Base32) {
		return false
	}
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(string(v))
	if err != nil || len(raw) != 35 {
		return false
	}
	sum := CRC16(raw[:33])
	return raw[33] == byte(sum) && raw[34] == byte(sum>>8)
}
