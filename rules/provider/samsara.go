package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// samsaraTokenRule finds Samsara API tokens.
var samsaraTokenRule = &rules.Rule{
	ID:       "samsara-token",
	Title:    "Samsara API token",
	Doc:      `An API token of Samsara (samsara_api_). By its scopes it reads where vehicles and drivers are.`,
	Fix:      "Delete the token at https://cloud.samsara.com/ and read the new one from the environment.",
	Source:   "https://developers.samsara.com/docs/authentication",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"samsara_api_"},
	Run:      38,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "samsara_api_", Alphabet: alphabet.Alnum, Min: 26, Max: 32, Message: "Samsara API token: reads where vehicles are"})
	},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const samsaraApiToken = '«samsara_api_{alnum:26}»';\n", Why: "by its form"},
		{Path: "README.md", Text: "SAMSARA_API_TOKEN=samsara_api_{repeat:x:26}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set SAMSARA_API_TOKEN to samsara_api_... and restart.\n", Why: "elided"},
	},
}
