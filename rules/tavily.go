package rules

// tavilyKeyRule finds Tavily API keys.
var tavilyKeyRule = &Rule{
	ID:       "tavily-key",
	Title:    "Tavily API key",
	Doc:      `An API key of Tavily (tvly-). It searches at the cost of the account.`,
	Fix:      "Delete the key at https://app.tavily.com/ and read the new one from the environment.",
	Source:   "https://docs.tavily.com/documentation/api-reference/introduction",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"tvly-"},
	Run:      37,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "tvly-", Alphabet: isAlnumDash, Min: 32, Max: 64, Valid: generatedBody, Message: "Tavily API key"})
	},
	Examples: []Example{
		{Path: "deploy.sh", Text: "export TAVILY_API_KEY=«tvly-dev-{alnum:32}»\n", Why: "by its form"},
		{Path: "README.md", Text: "TAVILY_API_KEY=tvly-{repeat:x:32}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set TAVILY_API_KEY to tvly-... and restart.\n", Why: "elided"},
	},
}
