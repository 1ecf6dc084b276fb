package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// bittrexSecretKeyRule finds a Bittrex API key or secret.
var bittrexSecretKeyRule = &rules.Rule{
	ID:       "bittrex-secret-key",
	Title:    "Bittrex API key or secret",
	Doc:      "A key or secret of the exchange Bittrex, closed in 2023: 32 hexadecimal digits under a name that says Bittrex. It no longer trades.",
	Fix:      "Nothing accepts the key any more; take it out, and do not use it elsewhere.",
	Source:   "https://bittrex.github.io/api/v3",
	Severity: rules.Warning,
	Keyed:    []rules.Keyed{{Words: []string{"bittrex"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Score: 0.65, Message: "Bittrex API key or secret"}},
	Examples: []rules.Example{
		{Path: "bot.py", Text: "BITTREX_SECRET = \"«{hex:32}»\"\n", Why: "a bot"},
		{Path: "b.py", Text: "bittrex_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
