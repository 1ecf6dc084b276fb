package recipe

import (
	"crypto/ecdh"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/checksum"
)

// keys makes key material without armor:
//
//	{der:KIND}                what {pem:KIND} holds, in base64 of one line
//	{der64:KIND:BETWEEN}      the same in pieces of 64 characters, with a text between them
//	{derhex:KIND}             the same in hexadecimal digits
//	{der:blob}                a key pair as Microsoft's CryptExportKey writes it
//	{der:dpapi}               what Windows has encrypted for one user: no key
//	{npub:KIND}               a public key of NATS with its checksum: U, A, O, N, C or X; G of Stellar
//	{p256}                    a public key of P-256, uncompressed, in URL-safe base64; {p256hex} in hexadecimal digits
//	{digestof:N:TEXT}         TEXT's digest of N hexadecimal digits: 32 is MD5, 40 SHA-1, 64 SHA-256
//	{byteslist:N}             N random bytes as decimal numbers, with commas
func (x expander) keys(name, arg string) (string, bool) {
	enc := base64.StdEncoding.EncodeToString
	switch name {
	case "der":
		return enc(x.keyBytes(arg)), arg != ""
	case "derhex":
		return hex.EncodeToString(x.keyBytes(arg)), arg != ""
	case "der64":
		kind, between, ok := strings.Cut(arg, ":")
		text := enc(x.keyBytes(kind))
		var b strings.Builder
		for len(text) > 64 {
			b.WriteString(text[:64] + between)
			text = text[64:]
		}
		return b.String() + text, ok
	case "npub":
		if len(arg) != 1 || !strings.Contains("UAONCXG", arg) {
			return "", false
		}
		raw := append([]byte{byte(strings.IndexByte(alphabet.Base32Chars, arg[0])) << 3}, x.bytes(32)...)
		return base32.StdEncoding.EncodeToString(binary.LittleEndian.AppendUint16(raw, checksum.CRC16(raw))), true
	case "p256", "p256hex":
		raw := x.bytes(32)
		raw[0] &= 0x7f // below the group's order
		key, err := ecdh.P256().NewPrivateKey(raw)
		if err != nil {
			return "", false
		}
		if point := key.PublicKey().Bytes(); name == "p256hex" {
			return hex.EncodeToString(point), arg == ""
		} else {
			return base64.RawURLEncoding.EncodeToString(point), arg == ""
		}
	case "digestof":
		count, text, ok := strings.Cut(arg, ":")
		n, _ := strconv.Atoi(count)
		sum := checksum.DigestOf(n)
		if !ok || sum == nil {
			return "", false
		}
		return string(sum([]byte(text))), true
	case "byteslist":
		n, err := strconv.Atoi(arg)
		var list []string
		for _, c := range x.bytes(min(n, 1<<12)) {
			list = append(list, strconv.Itoa(int(c)))
		}
		return strings.Join(list, ", "), err == nil
	}
	return x.wallet(name, arg)
}

// keyBytes returns the content of a key of the kind.
func (x expander) keyBytes(kind string) []byte {
	switch kind {
	case "blob":
		b := append([]byte{7, 2, 0, 0, 0, 0xa4, 0, 0}, "RSA2"...)
		b = binary.LittleEndian.AppendUint32(b, 2048)
		b = append(b, 1, 0, 1, 0)
		return append(b, x.bytes(2048/16*9)...)
	case "dpapi":
		head := []byte{1, 0, 0, 0, 0xd0, 0x8c, 0x9d, 0xdf, 1, 0x15, 0xd1, 0x11, 0x8c, 0x7a, 0, 0xc0, 0x4f, 0xc2, 0x97, 0xeb}
		return append(head, x.bytes(170)...)
	case "PUBLIC KEY":
		return x.publicKey()
	case "CERTIFICATE":
		return x.certificate()
	case "ENCRYPTED PRIVATE KEY":
		return der(0x30, der(0x30, []byte{6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 0x0d}, der(0x30, x.bytes(60))), der(0x04, x.bytes(1224)))
	}
	// The block without its first and last line, on one line.
	block := x.pem(kind, "")
	body := strings.TrimSuffix(strings.TrimPrefix(block, "-----BEGIN "+kind+"-----"), "-----END "+kind+"-----")
	raw, err := base64.StdEncoding.DecodeString(body)
	if err != nil {
		return nil
	}
	return raw
}

// rsaOID returns an algorithm's identifier: 1 for rsaEncryption, 11 for
// sha256WithRSAEncryption.
func rsaOID(last byte) []byte {
	return der(0x30, []byte{6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, last, 5, 0})
}

// publicKey returns an RSA key as X.509 writes it.
func (x expander) publicKey() []byte {
	n := x.bytes(256)
	n[0] |= 0x80
	n[255] |= 1
	key := der(0x30, der(0x02, []byte{0}, n), []byte{2, 3, 1, 0, 1})
	return der(0x30, rsaOID(1), der(0x03, []byte{0}, key))
}

// certificate returns a certificate that its own key has signed, except for the
// signature, which is random.
func (x expander) certificate() []byte {
	name := der(0x30, der(0x31, der(0x30, []byte{6, 3, 0x55, 4, 3}, der(0x0c, []byte(x.words("words", 2, " "))))))
	dates := der(0x30, der(0x17, []byte("250101000000Z")), der(0x17, []byte("350101000000Z")))
	serial := der(0x02, []byte{1}, x.bytes(15))
	body := der(0x30, []byte{0xa0, 3, 2, 1, 2}, serial, rsaOID(11), name, dates, name, x.publicKey())
	return der(0x30, body, rsaOID(11), der(0x03, []byte{0}, x.bytes(256)))
}
