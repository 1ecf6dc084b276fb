package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// tradierAPIKeyRule finds the Tradier API key.
var tradierAPIKeyRule = &rules.Rule{
	ID:       "tradier-api-key",
	Title:    "Tradier API key",
	Doc:      "An API key of Tradier: 28 letters and digits under a name that says Tradier. It trades on a brokerage account.",
	Fix:      "Revoke the key at https://dash.tradier.com/settings/api and read the new one from the environment.",
	Source:   "https://documentation.tradier.com/brokerage-api/getting-started",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"tradier"}, Alphabet: alphabet.Alnum, Min: 28, Max: 28, Message: "Tradier API key: trades on a brokerage account"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export TRADIER_ACCESS_TOKEN=«{alnum:28}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:28}\"\n", Why: "another name"},
	},
}
