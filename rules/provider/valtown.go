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
	Kinds:    rules.KindToken,
	Prefixes: []string{"vtwn_"},
	Run:      25,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "vtwn_", Alphabet: alphabet.AlnumDash, Min: 20, Max: 80, Valid: judge.GeneratedBody, Message: "Val Town API token: changes and runs code"})
	},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export VALTOWN_TOKEN=«vtwn_{alnum:28}»\n", Why: "by its form"},
		{Path: "README.md", Text: "VALTOWN_TOKEN=vtwn_{repeat:x:20}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set VALTOWN_TOKEN to vtwn_... and restart.\n", Why: "elided"},
	},
}
