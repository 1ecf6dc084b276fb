package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// polymarketPrivateKeyRule finds Polymarket private keys.
var polymarketPrivateKeyRule = &rules.Rule{
	ID:       "polymarket-private-key",
	Title:    "Polymarket private key",
	Doc:      `The private key of a wallet that trades on Polymarket: 64 hexadecimal digits, with 0x or not, under a name that says so. Whoever has it moves the wallet's funds.`,
	Fix:      "Move the funds to a new wallet at once; a key on a chain cannot be revoked.",
	Source:   "https://docs.polymarket.com/developers/CLOB/authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"polymarket", "poly"}, Names: []string{"privatekey", "pk"}, Alphabet: alphabet.Alnum, Min: 64, Max: 66, Valid: walletKey, Message: "Polymarket private key: moves the wallet's funds"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "POLYMARKET_PRIVATE_KEY = \"«0x{hex:64}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"0x{hex:64}\"\n", Why: "another name"},
		{Path: "client.py", Text: "polymarket_revision = \"0x{hex:64}\"\n", Why: "a revision's name"},
	},
}

// walletKey accepts a private key of secp256k1, with 0x in front or not.
func walletKey(v []byte) rules.Proof {
	digits := bytes.TrimPrefix(v, []byte("0x"))
	if len(digits) != 64 || !alphabet.All(digits, alphabet.Hex) || !judge.Generated(digits) {
		return rules.Refuted
	}
	return rules.Formal
}
