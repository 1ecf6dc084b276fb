package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// travelpayoutsAPIKeyRule finds the Travelpayouts API key.
var travelpayoutsAPIKeyRule = &rules.Rule{
	ID:       "travelpayouts-api-key",
	Title:    "Travelpayouts API key",
	Doc:      "An API key of Travelpayouts: 32 hexadecimal digits under a name that says Travelpayouts. It reads statistics and payments.",
	Fix:      "Revoke the key at https://app.travelpayouts.com/profile/api-token and read the new one from the environment.",
	Source:   "https://support.travelpayouts.com/hc/en-us/articles/115000321778",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"travelpayouts"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Travelpayouts API key: reads statistics and payments"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export TRAVELPAYOUTS_API_KEY=«{hex:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}\"\n", Why: "another name"},
	},
}
