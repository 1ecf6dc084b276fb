package rules

// coinbaseAccessTokenRule finds a Coinbase key or token.
var coinbaseAccessTokenRule = &Rule{
	ID:       "coinbase-access-token",
	Title:    "Coinbase key or token",
	Doc:      "An access token, API secret or client secret of Coinbase: 64 URL-safe characters or 32 letters and digits under a name that says Coinbase. It reads and, if allowed, moves money. Private keys of CDP are reported by private-key.",
	Fix:      "Delete the key at https://portal.cdp.coinbase.com/access/api and read the new one from the environment.",
	Source:   "https://docs.cdp.coinbase.com/coinbase-app/authentication-authorization/api-key-authentication",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"coinbase"},
	Run:      32,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c,
			Keyed{Words: []string{"coinbase"}, Alphabet: isAlnumDash, Min: 64, Max: 64, Message: "Coinbase access token"},
			Keyed{Words: []string{"coinbase"}, Names: []string{"secret", "apisecret", "clientsecret", "secretkey"}, Alphabet: isAlnum, Min: 32, Max: 32, Message: "Coinbase API secret"},
		)
	},
	Examples: []Example{
		{Path: "pay.py", Text: "COINBASE_API_SECRET = \"«{alnum:32}»\"\n", Why: "a client"},
		{Path: "a.md", Text: "coinbase: coinbase_api_key={repeat:x:64}\n", Why: "filler"},
		{Path: "b.py", Text: "coinbase_release_sha = \"{urlsafe:64}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:64}\"\n", Why: "another provider"},
	},
}
