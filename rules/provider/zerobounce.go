package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// zerobounceKeyRule finds ZeroBounce API keys.
var zerobounceKeyRule = &rules.Rule{
	ID:       "zerobounce-key",
	Title:    "ZeroBounce API key",
	Doc:      `An API key of ZeroBounce: 32 hexadecimal digits under a name that says so. It spends its owner's credits and reads the addresses that were checked.`,
	Fix:      "Delete the key at https://www.zerobounce.net/members/API and read the new one from the environment.",
	Source:   "https://www.zerobounce.net/docs/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"zerobounce"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "ZeroBounce API key: spends credits"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export ZEROBOUNCE_API_KEY=«{hex:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "zerobounce_revision = \"{hex:32}\"\n", Why: "a revision's name"},
	},
}
