package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// squarespaceKeyRule finds Squarespace API keys.
var squarespaceKeyRule = &rules.Rule{
	ID:       "squarespace-key",
	Title:    "Squarespace API key",
	Doc:      `An API key of Squarespace: a UUID under a name that says Squarespace. By its permissions it reads orders and changes the stock.`,
	Fix:      "Delete the key in Squarespace, under Settings, Developer tools, and read the new one from the environment.",
	Source:   "https://developers.squarespace.com/commerce-apis/authentication-and-permissions",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"squarespace"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "Squarespace API key: reads orders"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const squarespaceApiKey = '«{uuid}»';\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "squarespace_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
