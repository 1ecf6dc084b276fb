package checksum

import (
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"

	"github.com/envguard/envguard/rules"
)

// githubSum verifies the CRC-32 in the last six digits, base 62.
func GitHub(token []byte) rules.Proof {
	body := token[4:]
	n := len(body) - 6
	if string(body[n:]) != Base62(crc32.ChecksumIEEE(body[:n])) {
		return rules.Refuted
	}
	return rules.Proved
}

// grafanaSum returns the token with its checksum: the CRC-32 of prefix and key
// with the low byte first.
func Grafana(front string) string {
	var b [4]byte
	binary.LittleEndian.PutUint32(b[:], crc32.ChecksumIEEE([]byte(front)))
	return front + "_" + hex.EncodeToString(b[:])
}
