package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// taxjarAPIKeyRule finds the TaxJar API key.
var taxjarAPIKeyRule = &rules.Rule{
	ID:       "taxjar-api-key",
	Title:    "TaxJar API key",
	Doc:      "An API key of TaxJar: 32 hexadecimal digits under a name that says TaxJar. It reads and writes the orders of the account.",
	Fix:      "Revoke the key at https://app.taxjar.com/api_sign_up and read the new one from the environment.",
	Source:   "https://developers.taxjar.com/api/reference/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"taxjar"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "TaxJar API key: reads and writes the orders of the account"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export TAXJAR_API_KEY=«{hex:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}\"\n", Why: "another name"},
	},
}
