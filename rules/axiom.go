package rules

// axiomTokenRule finds an Axiom token.
var axiomTokenRule = &Rule{
	ID:       "axiom-token",
	Title:    "Axiom token",
	Doc:      "A token of Axiom: xaat- of an API, xapt- of a person, with a UUID. API tokens read or write data sets as given; personal ones do what the person may.",
	Fix:      "Delete the token under Settings at https://app.axiom.co/settings/api-tokens and read the new one from the environment.",
	Source:   "https://axiom.co/docs/reference/tokens",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"xaat-", "xapt-"},
	Run:      41,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "xaat-", Alphabet: isHexDash, Min: 36, Max: 36, Valid: uuidBody, Message: "Axiom API token"},
			Token{Prefix: "xapt-", Alphabet: isHexDash, Min: 36, Max: 36, Valid: uuidBody, Message: "Axiom personal token: acts as the person"},
		)
	},
	Examples: []Example{
		{Path: "log.ts", Text: "const axiom = new Axiom({ token: '«xaat-{uuid}»' });\n", Why: "a client"},
		{Path: "a.md", Text: "TOKEN=xaat-{repeat:x:36}\n", Why: "filler"},
		{Path: "b.md", Text: "use xaat-... here\n", Why: "elided"},
	},
}
