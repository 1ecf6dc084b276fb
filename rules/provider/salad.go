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
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "salad_cloud_", Alphabet: alphabet.AlnumDash, Min: 20, Max: 240, Valid: judge.GeneratedBody, Message: "SaladCloud API key: starts containers"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "salad_api_key = \"«salad_cloud_user_{alnum:60}»\"\n", Why: "by its form"},
	},
}
