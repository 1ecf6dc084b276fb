package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// shotstackAPIKeyRule finds the Shotstack API key.
var shotstackAPIKeyRule = &rules.Rule{
	ID:       "shotstack-api-key",
	Title:    "Shotstack API key",
	Doc:      "An API key of Shotstack: 40 letters and digits under a name that says Shotstack. It renders on the account.",
	Fix:      "Revoke the key at https://dashboard.shotstack.io/api-keys and read the new one from the environment.",
	Source:   "https://shotstack.io/docs/api/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"shotstack"}, Alphabet: alphabet.Alnum, Min: 40, Max: 40, Message: "Shotstack API key: renders on the account"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export SHOTSTACK_API_KEY=«{alnum:40}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:40}\"\n", Why: "another name"},
	},
}
