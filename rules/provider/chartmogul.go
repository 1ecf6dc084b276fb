package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// chartmogulAPIKeyRule finds a ChartMogul API key.
var chartmogulAPIKeyRule = &rules.Rule{
	ID:       "chartmogul-api-key",
	Title:    "ChartMogul API key",
	Doc:      "An API key of ChartMogul: 32 hexadecimal digits under a name that says ChartMogul. It reads and changes customers and revenue.",
	Fix:      "Delete the key under your profile at https://app.chartmogul.com and read the new one from the environment.",
	Source:   "https://dev.chartmogul.com/docs/authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"chartmogul"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "ChartMogul API key"}},
	Examples: []rules.Example{
		{Path: "mrr.py", Text: "CHARTMOGUL_API_KEY = \"«{hex:32}»\"\n", Why: "a report"},
		{Path: "b.py", Text: "chartmogul_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
