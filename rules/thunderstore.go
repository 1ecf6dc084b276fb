package rules

// thunderstoreTokenRule finds Thunderstore service tokens.
var thunderstoreTokenRule = &Rule{
	ID:       "thunderstore-token",
	Title:    "Thunderstore service token",
	Doc:      `A service account's token of Thunderstore (tss_). It publishes packages for its team.`,
	Fix:      "Delete the service account at https://thunderstore.io/settings/teams/ and read the new one from the environment.",
	Source:   "https://thunderstore.io/api/docs/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"tss_"},
	Run:      36,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "tss_", Alphabet: isAlnum, Min: 32, Max: 80, Valid: generatedBody, Message: "Thunderstore service token: publishes packages"})
	},
	Examples: []Example{
		{Path: "config.yml", Text: "tcli_auth_token: «tss_{alnum:40}»\n", Why: "by its form"},
		{Path: "README.md", Text: "TCLI_AUTH_TOKEN=tss_{repeat:x:32}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set TCLI_AUTH_TOKEN to tss_... and restart.\n", Why: "elided"},
	},
}
