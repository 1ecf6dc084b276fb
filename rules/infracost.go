package rules

// infracostAPITokenRule finds an Infracost API key.
var infracostAPITokenRule = &Rule{
	ID:       "infracost-api-token",
	Title:    "Infracost API key",
	Doc:      "An API key of Infracost (ico- and 32 letters and digits). It reads cost estimates of the organisation.",
	Fix:      "Delete it at https://dashboard.infracost.io under Org Settings and read the new one from the environment.",
	Source:   "https://www.infracost.io/docs/features/environment_variables/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"ico-"},
	Run:      36,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "ico-", Alphabet: isAlnum, Min: 32, Max: 32, Valid: generatedBody, Message: "Infracost API key"})
	},
	Examples: []Example{
		{Path: "ci.yml", Text: "INFRACOST_API_KEY: «ico-{alnum:32}»\n", Why: "a pipeline"},
		{Path: "a.md", Text: "TOKEN=ico-{repeat:x:32}\n", Why: "filler"},
		{Path: "b.md", Text: "use ico-... here\n", Why: "elided"},
	},
}
