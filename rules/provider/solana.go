package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/checksum"
	"github.com/envguard/envguard/rules/judge"
)

// solanaKeyRule finds key pairs of Solana in base58.
var solanaKeyRule = &rules.Rule{
	ID:       "solana-key",
	Title:    "Solana key pair",
	Doc:      "A key pair of Solana in base58, as wallets export it: 64 bytes, the second half of which is the public key of the first. It spends what the address holds. Signatures, which have the same length, are left alone. Files of the Solana tools (id.json, a list of 64 numbers) are found as private keys.",
	Fix:      "Move the funds to a new key, and keep that one out of the repository.",
	Source:   "https://solana.com/docs/intro/installation/solana-cli-basics",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Keywords: []string{"solana", "sol", "phantom", "keypair", "bs58", "base58", "wallet", "secret", "secretkey", "private", "privatekey", "signer", "payer", "authority", "key"},
	Run:      86,
	Solid:    true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		v := c.Value()
		if i := len(v) - 1; len(v) > 88 || len(v) < 86 || !alphabet.All(v[:i], alphabet.Alnum) {
			return rules.Match{}, false
		}
		if !c.GateText("a key and its public key", judge.IsKeyPair(checksum.FromBase58(v)), "") {
			return rules.Match{}, false
		}
		return rules.Match{Start: c.Start, End: c.End, Score: judge.InPlace(c, judge.ByKey, 0.95), Remedy: rules.NewKey, Message: "Solana key pair: spends what its address holds"}, true
	},
	Examples: []rules.Example{
		{Path: "bot.ts", Text: "const payer = Keypair.fromSecretKey(bs58.decode('«{solana}»'));\n", Why: "in code"},
		{Path: ".env", Text: "WALLET=«{solana}»\n", Why: "in an env file"},
		{Path: "a.md", Text: "solana confirm {base58:64}\n", Why: "a signature"},
	},
}
