package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// hunterAPIKeyRule finds a Hunter API key.
var hunterAPIKeyRule = &rules.Rule{
	ID:       "hunter-api-key",
	Title:    "Hunter API key",
	Doc:      "An API key of Hunter: 40 hexadecimal digits under a name that says Hunter. It spends the account's searches.",
	Fix:      "Delete it at https://hunter.io/api-keys and read the new one from the environment.",
	Source:   "https://hunter.io/api-documentation/v2",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"hunter", "hunterio"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Hunter API key"}},
	Examples: []rules.Example{
		{Path: "lead.py", Text: "HUNTER_API_KEY = \"«{hex:40}»\"\n", Why: "a script"},
		{Path: "b.py", Text: "hunter_release_sha = \"{hex:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:40}\"\n", Why: "another provider"},
	},
}
