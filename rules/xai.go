package rules

// xaiKeyRule finds xAI API keys.
var xaiKeyRule = &Rule{
	ID:       "xai-key",
	Title:    "xAI API key",
	Doc:      `An API key of xAI (xai-). It runs models at the cost of the team.`,
	Fix:      "Delete the key at https://console.x.ai/ and read the new one from the environment.",
	Source:   "https://docs.x.ai/docs/tutorial",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"xai-"},
	Run:      84,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "xai-", Alphabet: isAlnum, Min: 80, Max: 80, Message: "xAI API key"})
	},
	Examples: []Example{
		{Path: "main.go", Text: "const xaiApiKey = \"«xai-{alnum:80}»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "XAI_API_KEY=xai-{repeat:x:80}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set XAI_API_KEY to xai-... and restart.\n", Why: "elided"},
	},
}
