package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// rootlyKeyRule finds Rootly API keys.
var rootlyKeyRule = &rules.Rule{
	ID:       "rootly-key",
	Title:    "Rootly API key",
	Doc:      `An API key of Rootly (rootly_). It reads and changes incidents.`,
	Fix:      "Revoke the key at https://rootly.com/account/api-keys and read the new one from the environment.",
	Source:   "https://docs.rootly.com/api-reference/overview",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "rootly_", Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Rootly API key: changes incidents"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"rootlyApiKey\": \"«rootly_{hex:64}»\"}\n", Why: "by its form"},
	},
}
