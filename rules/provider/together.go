package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// togetherKeyRule finds Together AI API keys.
var togetherKeyRule = &rules.Rule{
	ID:       "together-key",
	Title:    "Together AI API key",
	Doc:      `An API key of Together AI (tgp_v1_). It runs models at the cost of the account.`,
	Fix:      "Delete the key at https://api.together.ai/settings/api-keys and read the new one from the environment.",
	Source:   "https://docs.together.ai/docs/quickstart",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"tgp_v1_"},
	Run:      50,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "tgp_v1_", Alphabet: alphabet.AlnumDash, Min: 43, Max: 43, Message: "Together AI API key"})
	},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "together_api_key = \"«tgp_v1_{alnum:43}»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "TOGETHER_API_KEY=tgp_v1_{repeat:x:43}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set TOGETHER_API_KEY to tgp_v1_... and restart.\n", Why: "elided"},
	},
}
