package rules

// sanityTokenRule finds Sanity tokens.
var sanityTokenRule = &Rule{
	ID:       "sanity-token",
	Title:    "Sanity token",
	Doc:      `A token of a Sanity project: sk and 80 or more letters and digits, near the word Sanity. It reads and writes the project's documents.`,
	Fix:      "Delete the token at https://www.sanity.io/manage and read the new one from the environment.",
	Source:   "https://www.sanity.io/docs/content-lake/http-auth",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"sk"},
	Keywords: []string{"sanity"},
	Run:      80,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "sk", Alphabet: isAlnum, Min: 78, Max: 200, Valid: generatedBody, Message: "Sanity token: reads and writes documents"})
	},
	Examples: []Example{
		{Path: "settings.py", Text: "SANITY_API_TOKEN = \"«sk{alnum:178}»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "SANITY_API_TOKEN=sk{repeat:x:78}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set SANITY_API_TOKEN to sk... and restart.\n", Why: "elided"},
	},
}
