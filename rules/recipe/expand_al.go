package recipe

import (
	"encoding/base64"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"

	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/checksum"
)

// structuredAL makes tokens of providers from A to L that carry a checksum or
// a text:
//
//	{b64of:TEXT}  {b64urlof:TEXT}   TEXT in base64; recipes may be in it
//	{bech32:PREFIX}                 32 random bytes in bech32, in upper case (BIP 173)
//	{letters:N}                     N letters
//	{ses-smtp}                      a password of Amazon SES
//	{crc:atlassian:PREFIX}          an Atlassian token with its checksum
//	{crc:cloudflare:PREFIX}         a Cloudflare token with its checksum
//	{crc:gitlab:PREFIX}             a routable GitLab token with its checksum
//	{crc:grafana}                   a Grafana service account's token with its checksum
func (x expander) structuredAL(name, arg string) (string, bool) {
	switch name {
	case "letters":
		n, err := strconv.Atoi(arg)
		return x.chars(min(n, 1<<16), alphabet.UpperLetters+alphabet.LowerLetters), err == nil
	case "ses-smtp":
		return base64.StdEncoding.EncodeToString(append([]byte{4}, x.bytes(32)...)), arg == ""
	case "b64of", "b64urlof":
		var text strings.Builder
		x.expand(arg, &text, nil)
		if name == "b64of" {
			return base64.StdEncoding.EncodeToString([]byte(text.String())), true
		}
		return base64.RawURLEncoding.EncodeToString([]byte(text.String())), true
	case "bech32":
		return strings.ToUpper(checksum.Bech32(strings.ToLower(arg), x.bytes(32))), arg != ""
	case "crc":
		kind, prefix, _ := strings.Cut(arg, ":")
		switch kind {
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
	}
	return x.keys(name, arg)
}
