package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// wistiaAPIKeyRule finds the Wistia API key.
var wistiaAPIKeyRule = &rules.Rule{
	ID:       "wistia-api-key",
	Title:    "Wistia API key",
	Doc:      "An API key of Wistia: 64 hexadecimal digits under a name that says Wistia. It reads and changes videos.",
	Fix:      "Revoke the key at https://my.wistia.com/account/api and read the new one from the environment.",
	Source:   "https://docs.wistia.com/reference/authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"wistia"}, Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Wistia API key: reads and changes videos"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export WISTIA_API_KEY=«{hex:64}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:64}\"\n", Why: "another name"},
	},
}
