package rules

// valtownTokenRule finds Val Town API tokens.
var valtownTokenRule = &Rule{
	ID:       "valtown-token",
	Title:    "Val Town API token",
	Doc:      `An API token of Val Town (vtwn_). It reads, changes and runs the vals of its user.`,
	Fix:      "Revoke the token at https://www.val.town/settings/api and read the new one from the environment.",
	Source:   "https://docs.val.town/api/authentication/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"vtwn_"},
	Run:      25,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "vtwn_", Alphabet: isAlnumDash, Min: 20, Max: 80, Valid: generatedBody, Message: "Val Town API token: changes and runs code"})
	},
	Examples: []Example{
		{Path: "deploy.sh", Text: "export VALTOWN_TOKEN=«vtwn_{alnum:28}»\n", Why: "by its form"},
		{Path: "README.md", Text: "VALTOWN_TOKEN=vtwn_{repeat:x:20}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set VALTOWN_TOKEN to vtwn_... and restart.\n", Why: "elided"},
	},
}
