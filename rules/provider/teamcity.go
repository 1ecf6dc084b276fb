package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// teamcityTokenRule finds TeamCity access tokens.
var teamcityTokenRule = &rules.Rule{
	ID:       "teamcity-token",
	Title:    "TeamCity access token",
	Doc:      `An access token of TeamCity: a header that names the type TCV2, an identifier and a secret. It acts as its user: it reads and starts builds and their parameters.`,
	Fix:      "Delete the token in TeamCity, under Your profile, Access tokens, and read the new one from the environment.",
	Source:   "https://www.jetbrains.com/help/teamcity/configuring-your-user-profile.html#Managing+Access+Tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "eyJ0eXAiOiAiVENWMiJ9.", Alphabet: alphabet.TokenDot, Min: 85, Max: 85, Message: "TeamCity access token: acts as its user"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"teamcityToken\": \"«eyJ0eXAiOiAiVENWMiJ9.{alnum:36}.{alnum:48}»\"}\n", Why: "by its form"},
	},
}
