package checksum

// Bech32Chars is the alphabet of bech32.
const Bech32Chars = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// Bech32Mod is the remainder of the checksum's polynomial.
func Bech32Mod(prefix string, data []byte) uint32 {
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
func Bech32(prefix string, data []byte) string {
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
	sum := Bech32Mod(prefix, append(five, 0, 0, 0, 0, 0, 0)) ^ 1
	for i := range 6 {
		five = append(five, byte(sum>>(5*(5-i))&31))
	}
	out := []byte(prefix + "1")
	for _, v := range five {
		out = append(out, Bech32Chars[v])
	}
	return string(out)
}
