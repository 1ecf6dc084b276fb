package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// upstageKeyRule finds Upstage API keys.
var upstageKeyRule = &rules.Rule{
	ID:       "upstage-key",
	Title:    "Upstage API key",
	Doc:      `An API key of Upstage (up_). It runs models at the cost of the account.`,
	Fix:      "Delete the key at https://console.upstage.ai/api-keys and read the new one from the environment.",
	Source:   "https://console.upstage.ai/docs/getting-started",
	Severity: rules.Error,
	Keywords: []string{"upstage"},
	Tokens:   []rules.Token{{Prefix: "up_", Alphabet: alphabet.Alnum, Min: 29, Max: 32, Valid: judge.GeneratedBody, Message: "Upstage API key"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "upstage_api_key = \"«up_{alnum:29}»\"\n", Why: "by its form"},
	},
}
