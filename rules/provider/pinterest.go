package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// pinterestTokenRule finds Pinterest access tokens.
var pinterestTokenRule = &rules.Rule{
	ID:       "pinterest-token",
	Title:    "Pinterest access token",
	Doc:      `An access token (pina_) or a refresh token (pinr_) of Pinterest. It acts as its user, within the scopes that the user granted.`,
	Fix:      "Revoke the app's access at https://www.pinterest.com/settings/security and read the new one from the environment.",
	Source:   "https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "pina_", Alphabet: alphabet.AlnumDash, Min: 32, Max: 300, Valid: judge.GeneratedBody, Message: "Pinterest access token: acts as its user"},
		{Prefix: "pinr_", Alphabet: alphabet.AlnumDash, Min: 32, Max: 300, Valid: judge.GeneratedBody, Message: "Pinterest refresh token: acts as its user"},
	},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const pinterestAccessToken = '«pina_{alnum:64}»';\n", Why: "by its form"},
		{Path: "main.go", Text: "const pinterestAccessToken = \"«pinr_{alnum:64}»\"\n", Why: "a refresh token"},
	},
}
