package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// replicateTokenRule finds Replicate API tokens.
var replicateTokenRule = &rules.Rule{
	ID:       "replicate-token",
	Title:    "Replicate API token",
	Doc:      `An API token of Replicate (r8_). It runs and changes models at the cost of its owner.`,
	Fix:      "Disable the token at https://replicate.com/account/api-tokens and read the new one from the environment.",
	Source:   "https://replicate.com/docs/topics/security/api-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "r8_", Alphabet: alphabet.Alnum, Min: 37, Max: 37, Valid: judge.GeneratedBody, Message: "Replicate API token: runs models"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"replicateApiToken\": \"«r8_{alnum:37}»\"}\n", Why: "by its form"},
	},
}
