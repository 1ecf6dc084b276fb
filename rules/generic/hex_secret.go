package generic

import (
	"bytes"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/random"
)

// HexSecret finds keys written in hexadecimal.
var HexSecret = &rules.Rule{
	ID:    "hex-secret",
	Title: "Secret in hexadecimal",
	Doc: `What secrets.token_hex(), openssl rand -hex or SecureRandom.hex make: 32 and more hexadecimal digits, an even number, of one case. Commit ids, digests, ETags and UUIDs look the same, so that the name must be that of a secret, or the call one that takes a key, and nothing on the line may say digest. 64 digits in the call that makes a wallet of Ethereum, or in a list of accounts, are a private key; those that Hardhat, Anvil, Ganache and Truffle have for their own networks are left alone.

Rows, repetitions and the test vectors of specifications (00112233…) are left alone.`,
	Fix:      "Make a new value with `openssl rand -hex 32` where it is used, and read it from the environment.",
	Severity: rules.Error,
	Kinds:    rules.KindAssigned | rules.KindArgument | rules.KindEnv | rules.KindToken,
	Run:      32,
	Check:    checkHexSecret,
	Examples: []rules.Example{
		{Path: "config.py", Text: "SECRET_KEY = '«{hex:64}»'\n", Why: "secrets.token_hex(32)"},
		{Path: "settings.yml", Text: "session_secret: «{hex:128}»\n", Why: "Rails' secret_key_base"},
		{Path: "app.js", Text: "app.use(session({secret: \"«{hex:32}»\"}))\n", Why: "a cookie's signing key"},
		{Path: "prod.properties", Text: "app.encryption-key=«{HEX:48}»\n", Why: "upper case"},
		{Path: "api.txt", Text: "Authorization: Bearer «{hex:64}»\n", Why: "a bearer's token"},
		{Path: "hardhat.config.js", Text: "sepolia: { url, accounts: ['«{hex:64}»'] },\n", Why: "an account of Hardhat"},
		{Path: "deploy.ts", Text: "const signer = new ethers.Wallet(\"«{hex:64}»\", provider);\n", Why: "a wallet"},
		{Path: "tx.js", Text: "await wallet.getTransaction('0x{hex:64}');\n", Why: "a transaction"},
		{Path: "Dockerfile", Text: "ENV GIT_COMMIT={hex:40}\n", Why: "a commit's id"},
		{Path: "a.py", Text: "checksum = \"{hex:64}\"\n", Why: "a digest"},
		{Path: "b.py", Text: "token_sha256 = \"{hex:64}\"\n", Why: "a digest of a secret"},
		{Path: "c.go", Text: "key := \"00112233445566778899aabbccddeeff\"\n", Why: "a specification's test vector"},
		{Path: "d.js", Text: "const apiKey = process.env.API_KEY\n", Why: "read from the environment"},
		{Path: "e.json", Text: "{\"etag\": \"{hex:32}\", \"id\": \"{hex:32}\", \"color\": \"#{hex:6}\"}\n", Why: "identifiers"},
	},
}

func checkHexSecret(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	off := 0
	if bytes.HasPrefix(v, []byte("0x")) {
		off = 2
		v = v[2:]
	}
	n := len(v)
	if n < 32 || n > 512 || n%2 != 0 || !alphabet.AllHex(v) {
		return rules.Match{}, false
	}
	c.Gate("hexadecimal digits", true, float64(n))
	if alphabet.AllDigits(v) || alphabet.Classes(v) > 2 {
		c.GateText("digits of one case", false, "")
		return rules.Match{}, false
	}
	if n == 64 {
		known := judge.PublishedIn(strings.ToLower(string(v)))
		if !c.GateText("not a published key", known == "", known) {
			return rules.Match{}, false
		}
		if judge.OfWallet(c) && random.HasStretch(v) && judge.FillerReason(v) == "" {
			return rules.Match{
				Start: c.Start + off, End: c.End, Score: judge.InPlace(c, judge.ByName, 0.9), Remedy: rules.NewKey,
				Message: "private key of a wallet of Ethereum, in hexadecimal",
			}, true
		}
	}
	return judge.NamedSecret(c, v, off, "secret in hexadecimal")
}
