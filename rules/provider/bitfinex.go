package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// bitfinexAPISecretRule finds a Bitfinex API secret.
var bitfinexAPISecretRule = &rules.Rule{
	ID:       "bitfinex-api-secret",
	Title:    "Bitfinex API secret",
	Doc:      "The secret of a Bitfinex API key: 43 URL-safe characters under a name that says Bitfinex. With the key it trades and, if allowed, withdraws.",
	Fix:      "Delete the key at https://setting.bitfinex.com/api and read the new one from the environment.",
	Source:   "https://docs.bitfinex.com/docs/rest-auth",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"bitfinex", "bfx"}, Alphabet: alphabet.AlnumDash, Min: 43, Max: 43, Message: "Bitfinex API secret"}},
	Examples: []rules.Example{
		{Path: "trade.py", Text: "BFX_SECRET = \"«{alnum:43}»\"  # bitfinex\n", Why: "a bot"},
		{Path: "b.py", Text: "bitfinex_release_sha = \"{urlsafe:43}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:43}\"\n", Why: "another provider"},
	},
}
