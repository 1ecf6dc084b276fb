package rules

// modalTokenSecretRule finds Modal token secrets.
var modalTokenSecretRule = &Rule{
	ID:       "modal-token-secret",
	Title:    "Modal token secret",
	Doc:      `The secret half of a token of Modal (as-). With the identifier (ak-), which is usually near, it runs and reads everything in the workspace.`,
	Fix:      "Delete the token at https://modal.com/settings/tokens and read the new one from the environment.",
	Source:   "https://modal.com/docs/reference/modal.config",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"as-"},
	Keywords: []string{"modal"},
	Run:      25,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "as-", Alphabet: isAlnum, Min: 22, Max: 22, Valid: generatedBody, Message: "Modal token secret: runs code in the workspace"})
	},
	Examples: []Example{
		{Path: "app.json", Text: "{\"modalTokenSecret\": \"«as-{alnum:22}»\"}\n", Why: "by its form"},
		{Path: "README.md", Text: "MODAL_TOKEN_SECRET=as-{repeat:x:22}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set MODAL_TOKEN_SECRET to as-... and restart.\n", Why: "elided"},
	},
}
