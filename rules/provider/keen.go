package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// keenAPIKeyRule finds a Keen API key.
var keenAPIKeyRule = &rules.Rule{
	ID:       "keen-api-key",
	Title:    "Keen API key",
	Doc:      "A master, read or write key of Keen: 64 or more hexadecimal capitals under a name that says Keen. The master key reads and deletes every event; write keys are in many pages.",
	Fix:      "Revoke it under Access of the project at https://keen.io and read the new one from the environment.",
	Source:   "https://keen.io/docs/access/access-keys/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"keen", "keenio"}, Names: []string{"masterkey", "readkey", "apikey", "key"}, Alphabet: alphabet.Hex, Min: 64, Max: 64, Score: 0.8, Message: "Keen API key"}},
	Examples: []rules.Example{
		{Path: "stat.rb", Text: "KEEN_MASTER_KEY = '«{HEX:64}»'\n", Why: "a server"},
		{Path: "b.py", Text: "keen_release_sha = \"{hex:64}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:64}\"\n", Why: "another provider"},
	},
}
