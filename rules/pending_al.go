package rules

import (
	"fmt"
	"hash/crc32"
	"strings"
)

// grafanaSum appends the checksum of a service account's token: CRC-32 in
// hexadecimal.
func grafanaSum(body string) string {
	return fmt.Sprintf("%s_%08x", body, crc32.ChecksumIEEE([]byte(body)))
}

// bech32Encode encodes data after BIP 173.
func bech32Encode(hrp string, data []byte) string {
	const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	var five []byte
	acc, bits := 0, 0
	for _, b := range data {
		acc, bits = acc<<8|int(b), bits+8
		for bits >= 5 {
			bits -= 5
			five = append(five, byte(acc>>bits&31))
		}
		acc &= 1<<bits - 1
	}
	if bits > 0 {
		five = append(five, byte(acc<<(5-bits)&31))
	}
	sum := func(values []byte) int {
		chk := 1
		for _, v := range values {
			top := chk >> 25
			chk = chk&0x1ffffff<<5 ^ int(v)
			for i, g := range [5]int{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
				if top>>i&1 == 1 {
					chk ^= g
				}
			}
		}
		return chk
	}
	var values []byte
	for i := range len(hrp) {
		values = append(values, hrp[i]>>5)
	}
	values = append(values, 0)
	for i := range len(hrp) {
		values = append(values, hrp[i]&31)
	}
	values = append(append(values, five...), 0, 0, 0, 0, 0, 0)
	chk := sum(values) ^ 1
	var b strings.Builder
	b.WriteString(hrp + "1")
	for _, v := range five {
		b.WriteByte(alphabet[v])
	}
	for i := range 6 {
		b.WriteByte(alphabet[chk>>(5*(5-i))&31])
	}
	return b.String()
}
