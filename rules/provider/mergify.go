package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// mergifyKeyRule finds Mergify application keys.
var mergifyKeyRule = &rules.Rule{
	ID:       "mergify-key",
	Title:    "Mergify application key",
	Doc:      `An application key of Mergify. It controls the merge queues of the organization's repositories.`,
	Fix:      "Delete the key at https://dashboard.mergify.com/ and read the new one from the environment.",
	Source:   "https://docs.mergify.com/api/usage/",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"mergify_application_key_"},
	Run:      64,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "mergify_application_key_", Alphabet: alphabet.AlnumDash, Min: 40, Max: 200, Message: "Mergify application key: controls merge queues"})
	},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "mergify_token: «mergify_application_key_{alnum:64}»\n", Why: "by its form"},
		{Path: "README.md", Text: "MERGIFY_TOKEN=mergify_application_key_{repeat:x:40}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set MERGIFY_TOKEN to mergify_application_key_... and restart.\n", Why: "elided"},
	},
}
