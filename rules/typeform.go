package rules

// typeformTokenRule finds Typeform personal access tokens.
var typeformTokenRule = &Rule{
	ID:       "typeform-token",
	Title:    "Typeform personal access token",
	Doc:      `A personal access token of Typeform (tfp_). By its scopes it reads the answers that people gave and changes forms.`,
	Fix:      "Delete the token at https://admin.typeform.com/user/tokens and read the new one from the environment.",
	Source:   "https://www.typeform.com/developers/get-started/personal-access-token/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"tfp_"},
	Run:      44,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "tfp_", Alphabet: isTokenDot, Min: 40, Max: 80, Valid: generatedBody, Message: "Typeform personal access token: reads answers"})
	},
	Examples: []Example{
		{Path: "settings.py", Text: "TYPEFORM_TOKEN = \"«tfp_{alnum:59}»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "TYPEFORM_TOKEN=tfp_{repeat:x:40}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set TYPEFORM_TOKEN to tfp_... and restart.\n", Why: "elided"},
	},
}
