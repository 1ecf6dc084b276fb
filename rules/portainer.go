package rules

// portainerTokenRule finds Portainer access tokens.
var portainerTokenRule = &Rule{
	ID:       "portainer-token",
	Title:    "Portainer access token",
	Doc:      `An access token of Portainer (ptr_). It acts as its user: with an administrator's rights it starts any container on any host that is connected.`,
	Fix:      "Remove the token in Portainer, under My account, Access tokens, and read the new one from the environment.",
	Source:   "https://docs.portainer.io/api/access",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"ptr_"},
	Run:      47,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "ptr_", Alphabet: isStdBase64, Min: 43, Max: 44, Valid: generatedBody, Message: "Portainer access token: acts as its user"})
	},
	Examples: []Example{
		{Path: ".env", Text: "PORTAINER_API_KEY=«ptr_{alnum:43}=»\n", Why: "by its form"},
		{Path: "README.md", Text: "PORTAINER_API_KEY=ptr_{repeat:x:43}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set PORTAINER_API_KEY to ptr_... and restart.\n", Why: "elided"},
	},
}
