package recipe

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// textual makes the values of recipes that are words, or another text in an
// encoding. Recipes may be in TEXT, A, B and C:
//
//	{words:N}  {Words:N}            N words of everyday language without a gap, the second with capitals
//	{words:N:SEP}  {Words:N:SEP}    the same with SEP between them
//	{leet:N}                        N words, some letters replaced by digits and signs
//	{pick:A|B|C}                    one of the texts
//	{known:NAME}                    a key that documentation has made known, by the name in knownKey
//	{hexof:TEXT}  {pctof:TEXT}      TEXT in hexadecimal digits; with every character as %41
//	{uof:TEXT}  {xof:TEXT}          TEXT with every character as \u0041, as \x41
//	{entof:TEXT}                    TEXT with every character as &#65;
//	{gzof:TEXT}                     TEXT, compressed with gzip, in base64
//	{argon2}                        a password's hash
//	{xbyteslist:N}                  N random bytes as a list: 0x11, 0xcc
func (x expander) textual(name, arg string) (string, bool) {
	switch name {
	case "words", "Words", "leet":
		count, sep, _ := strings.Cut(arg, ":")
		n, err := strconv.Atoi(count)
		if err != nil || n < 1 || n > 64 {
			return "", false
		}
		return x.words(name, n, sep), true
	case "pick":
		parts := alternatives(arg)
		return x.inner(parts[x.r.IntN(len(parts))]), len(parts) > 1
	case "known":
		v := knownKey(arg)
		return v, v != ""
	case "argon2":
		enc := base64.RawStdEncoding.EncodeToString
		return "$argon2id$v=19$m=65536,t=3,p=4$" + enc(x.bytes(16)) + "$" + enc(x.bytes(32)), arg == ""
	case "hexof":
		return hex.EncodeToString([]byte(x.inner(arg))), arg != ""
	case "pctof":
		return each(x.inner(arg), "%%%02X"), arg != ""
	case "uof":
		return each(x.inner(arg), `\u%04x`), arg != ""
	case "xof":
		return each(x.inner(arg), `\x%02x`), arg != ""
	case "entof":
		return each(x.inner(arg), "&#%d;"), arg != ""
	case "gzof":
		return gzipped(x.inner(arg)), arg != ""
	case "xbyteslist":
		n, err := strconv.Atoi(arg)
		if err != nil || n < 1 || n > 1<<12 {
			return "", false
		}
		return strings.TrimSuffix(each(string(x.bytes(n)), "0x%02x, "), ", "), true
	}
	return "", false
}

// inner expands the recipes in a recipe's argument.
func (x expander) inner(text string) string {
	var out strings.Builder
	x.expand(text, &out, nil)
	return out.String()
}

// alternatives cuts at each | that does not are between braces.
func alternatives(s string) []string {
	var out []string
	depth, start := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			depth--
		case '|':
			if depth == 0 {
				out = append(out, s[start:i])
				start = i + 1
			}
		}
	}
	return append(out, s[start:])
}

// each writes every byte of s in the format.
func each(s, format string) string {
	var out strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&out, format, s[i])
	}
	return out.String()
}

func gzipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b) // into memory: neither call can fail
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

// knownKey returns a key that everyone knows, or "". Each is in parts, so
// that no scanner takes this file for a leak.
func knownKey(name string) string {
	switch name {
	case "aws":
		return "wJalrXUtnFEMI" + "/K7MDENG/" + "bPxRfiCYEXAMPLEKEY"
	case "aws-id":
		return "AKIA" + "IOSFODNN7" + "EXAMPLE"
	case "stripe":
		return "sk_" + "test_" + "4eC39HqLyjWD" + "arjtT1zdp7dc"
	case "azurite":
		return "Eby8vdM02xNOcqFlqUwJPLlmEtlCD" + "XJ1OUzFT50uSRZ6IFsuFq2UVErCz4" + "I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
	case "cosmos":
		return "C2y6yDjf5/R+ob0N8A7Cgv30VRDJ" + "IWEHLM+4QDU5DE2nQ9nDuVTqobD4" + "b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw=="
	case "recaptcha":
		return "6LeIxAcTAAAAAGG-" + "vFI1TnRWxMZN" + "FuojJ4WifJWe"
	case "rfc6750":
		return "mF_9." + "B5f-4" + ".1JqM"
	case "ws-guid":
		return "258EAFA5-E914-" + "47DA-95CA-" + "C5AB0DC85B11"
	case "ws-nonce":
		return "dGhlIHNhb" + "XBsZSBub" + "25jZQ=="
	case "jwt.io":
		return "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ." + "SflKxwRJSMeKKF2QT4fw" + "pMeJf36POk6yJV_adQssw5c"
	case "otp":
		return "JBSWY3DP" + "EHPK3PXP"
	case "rfc7617":
		return "Aladdin" + ":" + "open sesame"
	case "ganache":
		return "myth like bonus scare over problem " + "client lizard pioneer submit female collect"
	case "junk":
		return strings.Repeat("test ", 11) + "junk"
	}
	return ""
}

// words returns n words. Leet replaces the letters that people replace, at
// least one a word.
func (x expander) words(style string, n int, sep string) string {
	out := make([]string, n)
	for i := range out {
		list := everyday()
		w := list[x.r.IntN(len(list))]
		switch style {
		case "Words":
			w = strings.ToUpper(w[:1]) + w[1:]
		case "leet":
			w = strings.NewReplacer("a", "4", "e", "3", "i", "1", "o", "0", "s", "$").Replace(w)
		}
		out[i] = w
	}
	return strings.Join(out, sep)
}

// everyday are words that people make passwords, names and labels of. Each
// has a letter that leet replaces, and none says that it means a secret.
var everyday = sync.OnceValue(func() []string { return strings.Fields(everydayWords) })

const everydayWords = `
	anchor apple autumn badger bakery bamboo banana barrel basket beacon berlin blanket bottle branch breeze bridge
	bronze butter button cactus camera candle canyon carbon castle cellar cherry circus clover coffee copper coral
	cotton coyote cricket crystal dancer desert diamond dolphin dragon eagle ember engine falcon feather fiddle forest
	fountain galaxy garden garlic ginger glacier granite guitar hammer harbor harvest helmet honey horizon iceberg
	island jacket jaguar jasmine jungle kettle kitten ladder lantern lemon leopard lobster london magnet maple marble
	meadow melon mirror monkey mountain mustard napoli needle nickel ocean olive onion orange orchid otter oyster
	paddle panda panther parrot pepper phoenix pickle pigeon pirate planet pocket potato pumpkin quartz rabbit raven
	ribbon river rocket saddle sailor salmon saturn shadow silver sparrow spider spring squirrel summer sunset teapot
	thunder tiger timber tomato travel tulip tunnel turtle umbrella valley velvet violin walnut warsaw window winter
	wizard yellow zebra`
