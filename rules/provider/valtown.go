package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// valtownTokenRule finds Val Town API tokens.
var valtownTokenRule = &rules.Rule{
	ID:       "valtown-token",
	Title:    "Val Town API token",
	Doc:      `An API token of Val Town (vtwn_). It reads, changes and runs the vals of its user.`,
	Fix:      "Revoke the token at https://www.val.town/settings/api and read the new one from the environment.",
	Source:   "https://docs.val.town/api/authentication/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "vtwn_", Alphabet: alphabet.AlnumDash, Min: 20, Max: 80, Valid: judge.GeneratedBody, Message: "Val Town API token: changes and runs code"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export VALTOWN_TOKEN=«vtwn_{alnum:28}»\n", Why: "by its form"},
	},
}
