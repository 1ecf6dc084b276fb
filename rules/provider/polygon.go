package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// polygonAPIKeyRule finds the Polygon.io API key.
var polygonAPIKeyRule = &rules.Rule{
	ID:       "polygon-api-key",
	Title:    "Polygon.io API key",
	Doc:      "An API key of Polygon.io: 32 letters, digits and underscores under a name that says Polygon.io. It reads market data on the account.",
	Fix:      "Revoke the key at https://polygon.io/dashboard/keys and read the new one from the environment.",
	Source:   "https://polygon.io/docs",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"polygon"}, Alphabet: alphabet.AlnumUnder, Min: 32, Max: 32, Message: "Polygon.io API key: reads market data on the account"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export POLYGON_API_KEY=«{alnum:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:32}\"\n", Why: "another name"},
	},
}
