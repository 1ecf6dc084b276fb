package rules

// ionicPATRule finds an Ionic personal access token.
var ionicPATRule = &Rule{
	ID:       "ionic-pat",
	Title:    "Ionic personal access token",
	Doc:      "A personal access token of Ionic (ion_ and 42 letters and digits). It builds and deploys the account's apps.",
	Fix:      "Delete it at https://dashboard.ionicframework.com/settings/personal-access-tokens and read the new one from the environment.",
	Source:   "https://ionic.io/docs/appflow/personal-access-tokens",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"ion_"},
	Run:      46,
	Solid:    true,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "ion_", Alphabet: isLowerNum, Min: 42, Max: 42, Valid: generatedBody, Message: "Ionic personal access token"})
	},
	Examples: []Example{
		{Path: "ci.sh", Text: "export IONIC_TOKEN=«ion_{lowernum:42}»\n", Why: "a pipeline"},
		{Path: "a.md", Text: "TOKEN=ion_{repeat:x:42}\n", Why: "filler"},
		{Path: "b.md", Text: "use ion_... here\n", Why: "elided"},
	},
}
