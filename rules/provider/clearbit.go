package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// clearbitAPIKeyRule finds the Clearbit API key.
var clearbitAPIKeyRule = &rules.Rule{
	ID:       "clearbit-api-key",
	Title:    "Clearbit API key",
	Doc:      "An API key of Clearbit: 32 hexadecimal digits under a name that says Clearbit. It spends the lookups of the account.",
	Fix:      "Revoke the key at https://dashboard.clearbit.com/api and read the new one from the environment.",
	Source:   "https://clearbit.com/docs",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"clearbit"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Clearbit API key: spends the lookups of the account"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export CLEARBIT_API_KEY=«{hex:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}\"\n", Why: "another name"},
	},
}
