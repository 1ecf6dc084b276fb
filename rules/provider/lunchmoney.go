package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// lunchmoneyAPIKeyRule finds the Lunch Money API key.
var lunchmoneyAPIKeyRule = &rules.Rule{
	ID:       "lunchmoney-api-key",
	Title:    "Lunch Money API key",
	Doc:      "An API key of Lunch Money: 50 hexadecimal digits under a name that says Lunch Money. It reads and changes a budget.",
	Fix:      "Revoke the key at https://my.lunchmoney.app/developers and read the new one from the environment.",
	Source:   "https://lunchmoney.dev/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"lunchmoney"}, Alphabet: alphabet.LowerHex, Min: 50, Max: 50, Message: "Lunch Money API key: reads and changes a budget"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export LUNCHMONEY_API_KEY=«{hex:50}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:50}\"\n", Why: "another name"},
	},
}
