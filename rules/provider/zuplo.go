package provider

import (
	"hash/crc32"
	"strconv"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// zuploKeyRule finds Zuplo API keys.
var zuploKeyRule = &rules.Rule{
	ID:       "zuplo-key",
	Title:    "Zuplo API key",
	Doc:      `An API key of an interface that Zuplo guards (zpka_): AccuWeather, Blockdaemon and others give out such keys. The last 8 digits are a CRC-32 of the 32 before; a key whose checksum is wrong is not reported.`,
	Fix:      "Revoke the key at the service that gave it out, and read the new one from the environment.",
	Source:   "https://zuplo.com/docs/articles/api-key-management",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "zpka_", Alphabet: alphabet.AlnumDash, Min: 41, Max: 41, Valid: zuploChecksum, Message: "Zuplo API key: calls the interface that it was made for"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "API_KEY=«{zuplo}»\n", Why: "by its form"},
		{Path: "b.js", Text: "const key = 'zpka_{hex:32}_{hex:8}';\n", Why: "a wrong checksum"},
	},
}

// zuploChecksum verifies the digits at the end.
func zuploChecksum(token []byte) rules.Proof {
	body := token[len("zpka_"):]
	sum, err := strconv.ParseUint(string(body[33:]), 16, 32)
	if body[32] != '_' || err != nil || uint32(sum) != crc32.ChecksumIEEE(body[:32]) {
		return rules.Refuted
	}
	return rules.Proved
}
