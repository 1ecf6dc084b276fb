package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// oktaTokenRule finds Okta API tokens.
var oktaTokenRule = &rules.Rule{
	ID:       "okta-token",
	Title:    "Okta API token",
	Doc:      `An API token of Okta: 00 and 40 characters, near the word Okta or behind SSWS in a header. It has the rights of the administrator who made it.`,
	Fix:      "Revoke the token in the admin console, under Security, API, Tokens, and read the new one from the environment.",
	Source:   "https://developer.okta.com/docs/guides/create-an-api-token/main/",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"00"},
	Run:      42,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		if !judge.NearAny(c, "okta", "ssws") {
			return rules.Match{}, false
		}
		return judge.MatchToken(c, rules.Token{Prefix: "00", Alphabet: alphabet.AlnumDash, Min: 40, Max: 40, Valid: judge.GeneratedBody, Score: 0.9, Message: "Okta API token: has the rights of its administrator"})
	},
	Examples: []rules.Example{
		{Path: ".env", Text: "OKTA_API_TOKEN=«00{alnum:40}»\n", Why: "by its name"},
		{Path: "users.sh", Text: "curl -H 'Authorization: SSWS «00{alnum:40}»' https://acme.okta.com/api/v1/users\n", Why: "a header"},
		{Path: "README.md", Text: "OKTA_API_TOKEN=00{repeat:x:40}\n", Why: "filler"},
		{Path: "a.txt", Text: "trace 00{alnum:40}\n", Why: "not Okta"},
	},
}
