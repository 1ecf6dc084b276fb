package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// kucoinSecretKeyRule finds a KuCoin secret.
var kucoinSecretKeyRule = &rules.Rule{
	ID:       "kucoin-secret-key",
	Title:    "KuCoin secret",
	Doc:      "The secret (a UUID) or key (24 hexadecimal digits) of a KuCoin API key under a name that says KuCoin. With the passphrase it trades and, if allowed, withdraws; the key alone is a warning.",
	Fix:      "Delete the key at https://www.kucoin.com/account/api and read the new one from the environment.",
	Source:   "https://www.kucoin.com/docs-new/authentication",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"kucoin"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "KuCoin API secret"},
		{Words: []string{"kucoin"}, Alphabet: alphabet.LowerHex, Min: 24, Max: 24, Score: 0.6, Message: "KuCoin API key"},
	},
	Examples: []rules.Example{
		{Path: "bot.py", Text: "KUCOIN_API_SECRET = \"«{uuid}»\"\n", Why: "a bot"},
	},
}
