package recipe

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/checksum"
)

// structuredMZ makes the values of recipes of providers from M to Z that have a structure: a checksum, a
// macaroon, claims. [Expand] lists them.
func (x expander) structuredMZ(name, arg string) (string, bool) {
	const hexChars = alphabet.Digits + "abcdef"
	switch name {
	case "npm":
		body := x.chars(30, alphabet.AlnumChars)
		return "npm_" + body + checksum.Base62(crc32.ChecksumIEEE([]byte(body))), arg == ""
	case "zuplo":
		body := x.chars(32, hexChars)
		return "zpka_" + body + fmt.Sprintf("_%08x", crc32.ChecksumIEEE([]byte(body))), arg == ""
	case "nkey":
		if len(arg) != 1 || !strings.Contains("OAUNCX", arg) {
			return "", false
		}
		kind := byte(strings.IndexByte(alphabet.Base32Chars, arg[0]))
		raw := append([]byte{18<<3 | kind>>2, kind & 3 << 6}, x.bytes(32)...)
		return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(binary.LittleEndian.AppendUint16(raw, checksum.CRC16(raw))), true
	case "wireguard":
		return base64.StdEncoding.EncodeToString(x.bytes(32)), arg == ""
	case "mapbox":
		payload := `{"u":"` + x.chars(8, alphabet.LowerLetters) + `","a":"` + x.chars(25, alphabet.LowerLetters+alphabet.Digits) + `"}`
		return base64.RawURLEncoding.EncodeToString([]byte(payload))[3:] + "." + x.chars(21, alphabet.URLSafeChars) + "A", arg == ""
	case "pypi":
		return "pypi-" + base64.RawURLEncoding.EncodeToString(x.macaroon(arg)), strings.HasSuffix(arg, ".org")
	case "sentry":
		payload := `{"iat":1700000000.5,"url":"https://sentry.io","region_url":"https://us.sentry.io","org":"` + x.chars(8, alphabet.LowerLetters) + `"}`
		return "sntrys_" + base64.StdEncoding.EncodeToString([]byte(payload)) + "_" + base64.RawStdEncoding.EncodeToString(x.bytes(32)), arg == ""
	}
	return "", false
}

// macaroon returns one of version 2 as a package index makes them, with a
// random identifier and signature.
func (x expander) macaroon(location string) []byte {
	m := []byte{2, 1, byte(len(location))}
	m = append(append(m, location...), 2, 16)
	m = append(append(m, x.bytes(16)...), 0, 2, 30)
	m = append(append(m, `{"version":1,"permissions":""}`...), 0, 0, 6, 32)
	return append(m, x.bytes(32)...)
}
