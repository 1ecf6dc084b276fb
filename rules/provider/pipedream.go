package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// pipedreamAPIKeyRule finds the Pipedream API key.
var pipedreamAPIKeyRule = &rules.Rule{
	ID:       "pipedream-api-key",
	Title:    "Pipedream API key",
	Doc:      "An API key of Pipedream: 32 hexadecimal digits under a name that says Pipedream. It reads and changes workflows.",
	Fix:      "Revoke the key at https://pipedream.com/settings/account and read the new one from the environment.",
	Source:   "https://pipedream.com/docs/rest-api/auth",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"pipedream"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Pipedream API key: reads and changes workflows"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export PIPEDREAM_API_KEY=«{hex:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}\"\n", Why: "another name"},
	},
}
