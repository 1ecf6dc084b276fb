package rules

// readmeKeyRule finds ReadMe API keys.
var readmeKeyRule = &Rule{
	ID:       "readme-key",
	Title:    "ReadMe API key",
	Doc:      `An API key of ReadMe (rdme_). It changes the documentation of its project.`,
	Fix:      "Delete the key at https://dash.readme.com/ and read the new one from the environment.",
	Source:   "https://docs.readme.com/main/reference/intro/authentication",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"rdme_"},
	Run:      75,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "rdme_", Alphabet: isLowerNum, Min: 70, Max: 80, Message: "ReadMe API key: changes documentation"})
	},
	Examples: []Example{
		{Path: "app.json", Text: "{\"readmeApiKey\": \"«rdme_xn8s9h{hex:64}»\"}\n", Why: "by its form"},
		{Path: "README.md", Text: "README_API_KEY=rdme_{repeat:x:70}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set README_API_KEY to rdme_... and restart.\n", Why: "elided"},
	},
}
