package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// bitlyAccessTokenRule finds a Bitly access token.
var bitlyAccessTokenRule = &rules.Rule{
	ID:       "bitly-access-token",
	Title:    "Bitly access token",
	Doc:      "An access token of Bitly: 40 hexadecimal digits under a name that says Bitly. It makes and changes the account's links.",
	Fix:      "Regenerate the token at https://app.bitly.com/settings/api/ and read it from the environment.",
	Source:   "https://dev.bitly.com/docs/getting-started/authentication/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"bitly"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Bitly access token"}},
	Examples: []rules.Example{
		{Path: "links.js", Text: "const BITLY_TOKEN = \"«{hex:40}»\";\n", Why: "a constant"},
		{Path: "b.py", Text: "bitly_release_sha = \"{hex:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:40}\"\n", Why: "another provider"},
	},
}
