package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// checklyTokenRule finds the Checkly API key.
var checklyTokenRule = &rules.Rule{
	ID:       "checkly-api-key",
	Title:    "Checkly API key",
	Doc:      "An API key of Checkly (cu_ or sv_ and 32 hexadecimal digits). It changes checks, which run code.",
	Fix:      "Revoke it at https://app.checklyhq.com/settings/user/api-keys and read the new one from the environment.",
	Source:   "https://developers.checklyhq.com/reference",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "cu_", Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Checkly user API key: changes checks and runs code"},
		{Prefix: "sv_", Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Checkly service API key: changes checks"},
	},
	Examples: []rules.Example{
		{Path: "ci.yml", Text: "CHECKLY_API_KEY: «cu_{hex:32}»\n", Why: "a user"},
	},
}
