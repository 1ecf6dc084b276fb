package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// saladKeyRule finds SaladCloud API keys.
var saladKeyRule = &rules.Rule{
	ID:       "salad-key",
	Title:    "SaladCloud API key",
	Doc:      `An API key of SaladCloud (salad_cloud_). It starts containers at the cost of its organizations.`,
	Fix:      "Reset the key at https://portal.salad.com/api-key and read the new one from the environment.",
	Source:   "https://docs.salad.com/reference/api-usage",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"salad_cloud_"},
	Run:      32,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "salad_cloud_", Alphabet: alphabet.AlnumDash, Min: 20, Max: 240, Valid: judge.GeneratedBody, Message: "SaladCloud API key: starts containers"})
	},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "salad_api_key = \"«salad_cloud_user_{alnum:60}»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "SALAD_API_KEY=salad_cloud_{repeat:x:20}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set SALAD_API_KEY to salad_cloud_... and restart.\n", Why: "elided"},
	},
}
