package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// togetherKeyRule finds Together AI API keys.
var togetherKeyRule = &rules.Rule{
	ID:       "together-key",
	Title:    "Together AI API key",
	Doc:      `An API key of Together AI (tgp_v1_). It runs models at the cost of the account.`,
	Fix:      "Delete the key at https://api.together.ai/settings/api-keys and read the new one from the environment.",
	Source:   "https://docs.together.ai/docs/quickstart",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "tgp_v1_", Alphabet: alphabet.AlnumDash, Min: 43, Max: 43, Message: "Together AI API key"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "together_api_key = \"«tgp_v1_{alnum:43}»\"\n", Why: "by its form"},
	},
}
