package rules

// jinaAPIKeyRule finds a Jina AI API key.
var jinaAPIKeyRule = &Rule{
	ID:       "jina-api-key",
	Title:    "Jina AI API key",
	Doc:      "An API key of Jina AI (jina_ and 60 characters). It calls models on the account's tokens.",
	Fix:      "Delete it at https://jina.ai/api-dashboard/key-manager and read the new one from the environment.",
	Source:   "https://jina.ai/embeddings/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"jina_"},
	Run:      63,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "jina_", Alphabet: isAlnumDash, Min: 58, Max: 64, Valid: generatedBody, Message: "Jina AI API key"})
	},
	Examples: []Example{
		{Path: "embed.py", Text: "headers = {\"Authorization\": \"Bearer «jina_{alnum:60}»\"}\n", Why: "a header"},
		{Path: "a.md", Text: "TOKEN=jina_{repeat:x:58}\n", Why: "filler"},
		{Path: "b.md", Text: "use jina_... here\n", Why: "elided"},
	},
}
