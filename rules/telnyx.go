package rules

// telnyxKeyRule finds Telnyx API keys.
var telnyxKeyRule = &Rule{
	ID:       "telnyx-key",
	Title:    "Telnyx API key",
	Doc:      `An API key of Telnyx (KEY and 55 characters). It sends messages and calls, and buys numbers, at the cost of the account.`,
	Fix:      "Delete the key at https://portal.telnyx.com/#/app/api-keys and read the new one from the environment.",
	Source:   "https://developers.telnyx.com/api/authentication",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"KEY"},
	Run:      58,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "KEY", Alphabet: isAlnumDash, Min: 55, Max: 55, Valid: generatedBody, Message: "Telnyx API key: sends messages at the cost of the account"})
	},
	Examples: []Example{
		{Path: "main.go", Text: "const telnyxApiKey = \"«KEY{HEX:32}_{alnum:22}»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "TELNYX_API_KEY=KEY{repeat:x:55}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set TELNYX_API_KEY to KEY... and restart.\n", Why: "elided"},
	},
}
