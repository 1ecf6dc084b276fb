package rules

// krakenAccessTokenRule finds a Kraken private key.
var krakenAccessTokenRule = &Rule{
	ID:       "kraken-access-token",
	Title:    "Kraken private key",
	Doc:      "The private key of a Kraken API key: base64 of 64 bytes under a name that says Kraken. With the API key it trades and, if allowed, withdraws.",
	Fix:      "Delete the key at https://pro.kraken.com/app/settings/api and read the new one from the environment.",
	Source:   "https://docs.kraken.com/api/docs/guides/spot-rest-auth/",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"kraken"},
	Run:      86,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"kraken"}, Alphabet: isStdBase64, Min: 86, Max: 88, Message: "Kraken private key"})
	},
	Examples: []Example{
		{Path: "bot.py", Text: "KRAKEN_API_SECRET = \"«{b64:64}»\"\n", Why: "a bot"},
		{Path: "a.md", Text: "kraken: kraken_api_key={repeat:x:86}\n", Why: "filler"},
	},
}
