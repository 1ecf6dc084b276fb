package rules

// teamcityTokenRule finds TeamCity access tokens.
var teamcityTokenRule = &Rule{
	ID:       "teamcity-token",
	Title:    "TeamCity access token",
	Doc:      `An access token of TeamCity: a header that names the type TCV2, an identifier and a secret. It acts as its user: it reads and starts builds and their parameters.`,
	Fix:      "Delete the token in TeamCity, under Your profile, Access tokens, and read the new one from the environment.",
	Source:   "https://www.jetbrains.com/help/teamcity/configuring-your-user-profile.html#Managing+Access+Tokens",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"eyJ0eXAiOiAiVENWMiJ9."},
	Run:      106,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "eyJ0eXAiOiAiVENWMiJ9.", Alphabet: isTokenDot, Min: 85, Max: 85, Message: "TeamCity access token: acts as its user"})
	},
	Examples: []Example{
		{Path: "app.json", Text: "{\"teamcityToken\": \"«eyJ0eXAiOiAiVENWMiJ9.{alnum:36}.{alnum:48}»\"}\n", Why: "by its form"},
		{Path: "README.md", Text: "TEAMCITY_TOKEN=eyJ0eXAiOiAiVENWMiJ9.{repeat:x:85}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set TEAMCITY_TOKEN to eyJ0eXAiOiAiVENWMiJ9.... and restart.\n", Why: "elided"},
	},
}
