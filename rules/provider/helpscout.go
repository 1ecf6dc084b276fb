package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// helpscoutAPIKeyRule finds the Help Scout API key.
var helpscoutAPIKeyRule = &rules.Rule{
	ID:       "helpscout-api-key",
	Title:    "Help Scout API key",
	Doc:      "An API key of Help Scout: 40 hexadecimal digits under a name that says Help Scout. It reads the conversations with customers.",
	Fix:      "Revoke the key at https://secure.helpscout.net/users/profile and read the new one from the environment.",
	Source:   "https://developer.helpscout.com/docs-api/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"helpscout"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Help Scout API key: reads the conversations with customers"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export HELPSCOUT_API_KEY=«{hex:40}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:40}\"\n", Why: "another name"},
	},
}
