package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// retoolTokenRule finds Retool access tokens.
var retoolTokenRule = &rules.Rule{
	ID:       "retool-token",
	Title:    "Retool access token",
	Doc:      `An access token of Retool's API (retool_). By its scopes it manages users, apps and resources.`,
	Fix:      "Revoke the token in Retool, under Settings, API, and read the new one from the environment.",
	Source:   "https://docs.retool.com/org-users/reference/api/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "retool_", Alphabet: alphabet.Alnum, Min: 26, Max: 60, Valid: judge.GeneratedBody, Message: "Retool access token: manages users and apps"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "retool_api_token = \"«retool_01{alnum:30}»\"\n", Why: "by its form"},
	},
}
