package rules

// upstageKeyRule finds Upstage API keys.
var upstageKeyRule = &Rule{
	ID:       "upstage-key",
	Title:    "Upstage API key",
	Doc:      `An API key of Upstage (up_). It runs models at the cost of the account.`,
	Fix:      "Delete the key at https://console.upstage.ai/api-keys and read the new one from the environment.",
	Source:   "https://console.upstage.ai/docs/getting-started",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"up_"},
	Keywords: []string{"upstage"},
	Run:      32,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "up_", Alphabet: isAlnum, Min: 29, Max: 32, Valid: generatedBody, Message: "Upstage API key"})
	},
	Examples: []Example{
		{Path: "client.rb", Text: "upstage_api_key = \"«up_{alnum:29}»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "UPSTAGE_API_KEY=up_{repeat:x:29}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set UPSTAGE_API_KEY to up_... and restart.\n", Why: "elided"},
	},
}
