// Package recipe expands recipes such as {alnum:24} to values that look like
// secrets, so that no file of the repository has to hold one.
package recipe

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/random"
)

// Expand turns the text of an [Example] into content: it makes a value of each
// recipe and takes out the marks « and », whose places it returns as spans.
// The values look random but depend on the text alone.
//
//	{alnum:N}  {lower:N}  {upper:N}  {digits:N}  {base32:N}   N letters and digits, …
//	{lowernum:N}  {uppernum:N}  {lowerbase32:N}               N letters of one case and digits
//	{hex:N}  {HEX:N}                N hexadecimal digits
//	{b64:N}  {b64url:N}             N random bytes in base64, padded; URL-safe, unpadded
//	{urlsafe:N}                     N characters of URL-safe base64
//	{symbols:N}                     N printable characters
//	{django}                        a key as startproject makes it, without its prefix
//	{fernet}  {fernet-token}        a Fernet key, a Fernet token of 2023
//	{uuid}                          a random UUID
//	{jwt:JSON}  {jwt-none:JSON}     a token with that payload, signed or unsigned; recipes may be in it
//	{pem:KIND}  {pem1:KIND}         a PEM block, of several lines or of one with \n
//	{letters:N}                     N letters
//	{repeat:S:N}                    S, N times
//	{crc:github:PREFIX}  {npm}  …   tokens with a structure: see expand_token.go
//	{words:N}  {pick:A|B}  {hexof:TEXT}  …   words, a choice, encodings: see expand_text.go
//
// Anything else between braces is left as it is.
func Expand(text string) (content string, spans [][2]int) { return ExpandSeed(text, "") }

// ExpandSeed is [Expand] with other values for each seed.
func ExpandSeed(text, seed string) (content string, spans [][2]int) {
	x := expander{rand.New(rand.NewChaCha8(sha256.Sum256([]byte(text + seed))))}
	var out strings.Builder
	open := -1
	x.expand(text, &out, func(mark string) {
		if mark == "«" {
			open = out.Len()
		} else if open >= 0 {
			spans = append(spans, [2]int{open, out.Len()})
			open = -1
		}
	})
	return out.String(), spans
}

type expander struct{ r *rand.Rand }

func (x expander) expand(text string, out *strings.Builder, mark func(string)) {
	for i := 0; i < len(text); {
		if mark != nil && (strings.HasPrefix(text[i:], "«") || strings.HasPrefix(text[i:], "»")) {
			mark(text[i : i+2])
			i += 2
			continue
		}
		if text[i] == '{' {
			if end := closing(text, i); end > 0 {
				if v, ok := x.recipe(text[i+1 : end]); ok {
					out.WriteString(v)
					i = end + 1
					continue
				}
			}
		}
		out.WriteByte(text[i])
		i++
	}
}

// closing returns the place of the brace that closes the one at i, or -1.
func closing(text string, i int) int {
	depth := 0
	for k := i; k < len(text); k++ {
		switch text[k] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return k
			}
		}
	}
	return -1
}

// alphabets are the characters of the recipes that draw N of them.
var alphabets = map[string]string{
	"alnum":       alphabet.AlnumChars,
	"lower":       alphabet.LowerLetters,
	"upper":       alphabet.UpperLetters,
	"letters":     alphabet.UpperLetters + alphabet.LowerLetters,
	"digits":      alphabet.Digits,
	"base32":      alphabet.Base32Chars,
	"lowernum":    alphabet.Digits + alphabet.LowerLetters,
	"uppernum":    alphabet.Digits + alphabet.UpperLetters,
	"lowerbase32": alphabet.LowerLetters + "234567",
	"hex":         lowerHex,
	"HEX":         alphabet.Digits + "ABCDEF",
	"urlsafe":     alphabet.URLSafeChars,
	"symbols":     alphabet.SymbolChars,
}

const lowerHex = alphabet.Digits + "abcdef"

// maxCount bounds the N of a recipe.
const maxCount = 1 << 16

// count reads the N of a recipe.
func count(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0 && n <= maxCount
}

func (x expander) recipe(s string) (string, bool) {
	name, arg, _ := strings.Cut(s, ":")
	if letters, ok := alphabets[name]; ok {
		n, ok := count(arg)
		return x.chars(n, letters), ok
	}
	for _, make := range [...]func(expander, string, string) (string, bool){expander.random, expander.token, expander.keys, expander.textual} {
		if v, ok := make(x, name, arg); ok {
			return v, true
		}
	}
	return "", false
}

// random makes the values of random bytes in a fixed form.
func (x expander) random(name, arg string) (string, bool) {
	n, counted := count(arg)
	switch name {
	case "b64":
		return base64.StdEncoding.EncodeToString(x.bytes(n)), counted
	case "b64url":
		return base64.RawURLEncoding.EncodeToString(x.bytes(n)), counted
	case "django":
		return x.chars(50, alphabet.DjangoChars), arg == ""
	case "fernet":
		return base64.URLEncoding.EncodeToString(x.bytes(32)), arg == ""
	case "fernet-token":
		b := binary.BigEndian.AppendUint64([]byte{0x80}, 1_700_000_000)
		return base64.URLEncoding.EncodeToString(append(b, x.bytes(16+32+32)...)), arg == ""
	case "uuid":
		h := x.chars(32, lowerHex)
		return h[:8] + "-" + h[8:12] + "-4" + h[13:16] + "-a" + h[17:20] + "-" + h[20:], arg == ""
	case "jwt", "jwt-none":
		payload := x.inner(arg)
		enc := base64.RawURLEncoding.EncodeToString
		if name == "jwt-none" {
			return enc([]byte(`{"alg":"none","typ":"JWT"}`)) + "." + enc([]byte(payload)) + ".", true
		}
		return enc([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + enc([]byte(payload)) + "." + enc(x.bytes(32)), true
	case "pem":
		return x.pem(arg, "\n"), arg != ""
	case "pem1":
		return x.pem(arg, `\n`), arg != ""
	case "repeat":
		text, times, ok := cutLast(arg, ":")
		n, counted := count(times)
		if !ok || text == "" || !counted {
			return "", false
		}
		return strings.Repeat(text, n), true
	}
	return "", false
}

// cutLast is strings.Cut at the last separator.
func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

func (x expander) bytes(n int) []byte {
	b := make([]byte, max(n, 0))
	for i := range b {
		b[i] = byte(x.r.Uint32())
	}
	return b
}

// chars draws n characters. Where the alphabet has several classes and n is
// large enough, each of them occurs, as it nearly always does; an example must
// not hang on the draw.
func (x expander) chars(n int, letters string) string {
	n = max(n, 0)
	b := make([]byte, n)
	want := alphabet.Classes([]byte(letters))
	for {
		for i := range b {
			b[i] = letters[x.r.IntN(len(letters))]
		}
		if n < 12 || alphabet.Classes(b) == want && (len(letters) < 16 || random.Surprise(b) > 8) {
			return string(b)
		}
	}
}

// pem returns a block of the kind with a body that begins as it should.
func (x expander) pem(kind, nl string) string {
	var body []byte
	integer := func(n int) []byte { // a positive integer of n bytes
		b := x.bytes(n)
		b[0] |= 0x80
		return der(0x02, append([]byte{0}, b...))
	}
	rsa := der(0x30, []byte{2, 1, 0}, integer(256), []byte{2, 3, 1, 0, 1}, integer(256), integer(128), integer(128), integer(128), integer(128), integer(128))
	switch kind {
	case "RSA PRIVATE KEY":
		body = rsa
	case "DSA PRIVATE KEY":
		body = der(0x30, []byte{2, 1, 0}, integer(128), integer(20), integer(128), integer(128), integer(20))
	case "EC PRIVATE KEY":
		body = der(0x30, []byte{2, 1, 1}, der(0x04, x.bytes(32)), der(0xa0, []byte{6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7}), der(0xa1, der(0x03, []byte{0, 4}, x.bytes(64))))
	case "PRIVATE KEY":
		body = der(0x30, []byte{2, 1, 0}, der(0x30, []byte{6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0}), der(0x04, rsa))
	case "OPENSSH PRIVATE KEY":
		body = []byte("openssh-key-v1\x00\x00\x00\x00\x04none\x00\x00\x00\x04none\x00\x00\x00\x00\x00\x00\x00\x01")
		body = append(body, x.bytes(300)...)
	case "PGP PRIVATE KEY BLOCK":
		body = append([]byte{0x95, 0x03, 0x98, 0x04}, x.bytes(700)...)
	default: // ENCRYPTED PRIVATE KEY, CERTIFICATE, …
		body = der(0x30, der(0x30, x.bytes(60)), der(0x04, x.bytes(300)))
	}
	text := base64.StdEncoding.EncodeToString(body)
	var b bytes.Buffer
	b.WriteString("-----BEGIN " + kind + "-----" + nl)
	if strings.HasPrefix(kind, "PGP") {
		b.WriteString(nl)
	}
	for len(text) > 64 {
		b.WriteString(text[:64] + nl)
		text = text[64:]
	}
	b.WriteString(text + nl)
	if strings.HasPrefix(kind, "PGP") {
		b.WriteString("=" + base64.StdEncoding.EncodeToString(x.bytes(3)) + nl)
	}
	b.WriteString("-----END " + kind + "-----")
	return b.String()
}

// der encodes one value of the tag with the parts as its content.
func der(tag byte, parts ...[]byte) []byte {
	content := bytes.Join(parts, nil)
	out := []byte{tag}
	switch n := len(content); {
	case n < 0x80:
		out = append(out, byte(n))
	case n < 0x100:
		out = append(out, 0x81, byte(n))
	default:
		out = append(out, 0x82, byte(n>>8), byte(n))
	}
	return append(out, content...)
}
