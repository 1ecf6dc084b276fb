package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// neonKeyRule finds Neon API keys.
var neonKeyRule = &rules.Rule{
	ID:       "neon-key",
	Title:    "Neon API key",
	Doc:      `An API key of Neon (napi_). It creates, reads and deletes the projects and databases of its user or organization.`,
	Fix:      "Revoke the key at https://console.neon.tech/app/settings/api-keys and read the new one from the environment.",
	Source:   "https://neon.com/docs/manage/api-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "napi_", Alphabet: alphabet.LowerNum, Min: 64, Max: 64, Message: "Neon API key: manages projects and databases"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "neon_api_key = \"«napi_{lowernum:64}»\"\n", Why: "by its form"},
	},
}
