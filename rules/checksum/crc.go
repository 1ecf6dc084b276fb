// Package checksum has the checksums and encodings that tokens carry: CRC-16 and
// CRC-32 in base 62, bech32, and the keys of NATS.
package checksum

import (
	"github.com/envguard/envguard/rules/alphabet"
)

// Base62 writes sum with six digits of 0-9A-Za-z.
func Base62(sum uint32) string {
	var b [6]byte
	for i := len(b) - 1; i >= 0; i-- {
		b[i] = alphabet.AlnumChars[sum%62]
		sum /= 62
	}
	return string(b[:])
}

// CRC16 is the CRC-16 of XMODEM: polynomial 0x1021, from 0.
func CRC16(b []byte) uint16 {
	var sum uint16
	for _, c := range b {
		sum ^= uint16(c) << 8
		for range 8 {
			if sum&0x8000 != 0 {
				sum = sum<<1 ^ 0x1021
			} else {
				sum <<= 1
			}
		}
	}
	return sum
}
