package rules

// bitfinexAPISecretRule finds a Bitfinex API secret.
var bitfinexAPISecretRule = &Rule{
	ID:       "bitfinex-api-secret",
	Title:    "Bitfinex API secret",
	Doc:      "The secret of a Bitfinex API key: 43 URL-safe characters under a name that says Bitfinex. With the key it trades and, if allowed, withdraws.",
	Fix:      "Delete the key at https://setting.bitfinex.com/api and read the new one from the environment.",
	Source:   "https://docs.bitfinex.com/docs/rest-auth",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"bitfinex", "bfx"},
	Run:      43,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"bitfinex", "bfx"}, Alphabet: isAlnumDash, Min: 43, Max: 43, Message: "Bitfinex API secret"})
	},
	Examples: []Example{
		{Path: "trade.py", Text: "BFX_SECRET = \"«{alnum:43}»\"  # bitfinex\n", Why: "a bot"},
		{Path: "a.md", Text: "bitfinex: bitfinex_api_key={repeat:x:43}\n", Why: "filler"},
		{Path: "b.py", Text: "bitfinex_release_sha = \"{urlsafe:43}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:43}\"\n", Why: "another provider"},
	},
}
