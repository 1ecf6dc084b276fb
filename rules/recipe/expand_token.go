package recipe

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/checksum"
)

// token makes the tokens of providers that have a structure: a checksum, a
// macaroon, claims.
//
//	{b64of:TEXT}  {b64urlof:TEXT}   TEXT in base64; recipes may be in it
//	{bech32:PREFIX}                 32 random bytes in bech32, in upper case (BIP 173)
//	{ses-smtp}                      a password of Amazon SES
//	{npm}  {zuplo}  {nkey:U}        tokens with their checksum; a NATS seed of the kind U, A, O, N, C or X
//	{pypi:HOST}  {sentry}  {mapbox} tokens that hold a macaroon or claims
//	{wireguard}                     a key of WireGuard
//	{crc:PROVIDER:PREFIX}           a token with its checksum; see crc
func (x expander) token(name, arg string) (string, bool) {
	switch name {
	case "ses-smtp":
		return base64.StdEncoding.EncodeToString(append([]byte{4}, x.bytes(32)...)), arg == ""
	case "b64of", "b64urlof":
		enc := base64.StdEncoding
		if name == "b64urlof" {
			enc = base64.RawURLEncoding
		}
		return enc.EncodeToString([]byte(x.inner(arg))), true
	case "bech32":
		return strings.ToUpper(checksum.Bech32(strings.ToLower(arg), x.bytes(32))), arg != ""
	case "crc":
		provider, prefix, _ := strings.Cut(arg, ":")
		return x.crc(provider, prefix)
	case "npm":
		body := x.chars(30, alphabet.AlnumChars)
		return "npm_" + body + checksum.Base62(crc32.ChecksumIEEE([]byte(body))), arg == ""
	case "zuplo":
		body := x.chars(32, lowerHex)
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

// crc makes tokens of github, atlassian, cloudflare, gitlab (a routable one) and
// grafana (a service account's) with their checksum.
func (x expander) crc(provider, prefix string) (string, bool) {
	switch provider {
	case "github":
		body := x.chars(30, alphabet.AlnumChars)
		return prefix + body + checksum.Base62(crc32.ChecksumIEEE([]byte(body))), true
	case "atlassian":
		body := prefix + x.chars(180-len(prefix), alphabet.URLSafeChars) + "="
		return fmt.Sprintf("%s%08X", body, crc32.ChecksumIEEE([]byte(body))), true
	case "cloudflare":
		body := x.chars(40, alphabet.AlnumChars)
		return fmt.Sprintf("%s%s%08x", prefix, body, crc32.ChecksumIEEE([]byte(body))), true
	case "gitlab":
		payload := x.chars(36, alphabet.URLSafeChars[:62])
		body := prefix + payload + ".01." + strconv.FormatInt(1000+int64(len(payload)), 36)[:2]
		sum := strconv.FormatUint(uint64(crc32.ChecksumIEEE([]byte(body))), 36)
		return body + strings.Repeat("0", 7-len(sum)) + sum, true
	case "grafana":
		return checksum.Grafana("glsa_" + x.chars(32, alphabet.AlnumChars)), true
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
