package rules

// kucoinSecretKeyRule finds a KuCoin secret.
var kucoinSecretKeyRule = &Rule{
	ID:       "kucoin-secret-key",
	Title:    "KuCoin secret",
	Doc:      "The secret (a UUID) or key (24 hexadecimal digits) of a KuCoin API key under a name that says KuCoin. With the passphrase it trades and, if allowed, withdraws; the key alone is a warning.",
	Fix:      "Delete the key at https://www.kucoin.com/account/api and read the new one from the environment.",
	Source:   "https://www.kucoin.com/docs-new/authentication",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"kucoin"},
	Run:      24,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c,
			Keyed{Words: []string{"kucoin"}, Alphabet: isHexDash, Min: 36, Max: 36, Valid: uuidForm, Message: "KuCoin API secret"},
			Keyed{Words: []string{"kucoin"}, Alphabet: isLowerHex, Min: 24, Max: 24, Score: 0.6, Message: "KuCoin API key"},
		)
	},
	Examples: []Example{
		{Path: "bot.py", Text: "KUCOIN_API_SECRET = \"«{uuid}»\"\n", Why: "a bot"},
		{Path: "a.md", Text: "kucoin: kucoin_api_key={repeat:x:36}\n", Why: "filler"},
	},
}
