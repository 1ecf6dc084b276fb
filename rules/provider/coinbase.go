package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// coinbaseAccessTokenRule finds a Coinbase key or token.
var coinbaseAccessTokenRule = &rules.Rule{
	ID:       "coinbase-access-token",
	Title:    "Coinbase key or token",
	Doc:      "An access token, API secret or client secret of Coinbase: 64 URL-safe characters or 32 letters and digits under a name that says Coinbase. It reads and, if allowed, moves money. Private keys of CDP are reported by private-key.",
	Fix:      "Delete the key at https://portal.cdp.coinbase.com/access/api and read the new one from the environment.",
	Source:   "https://docs.cdp.coinbase.com/coinbase-app/authentication-authorization/api-key-authentication",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"coinbase"}, Alphabet: alphabet.AlnumDash, Min: 64, Max: 64, Message: "Coinbase access token"},
		{Words: []string{"coinbase"}, Names: []string{"secret", "apisecret", "clientsecret", "secretkey"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Message: "Coinbase API secret"},
	},
	Examples: []rules.Example{
		{Path: "pay.py", Text: "COINBASE_API_SECRET = \"«{alnum:32}»\"\n", Why: "a client"},
		{Path: "b.py", Text: "coinbase_release_sha = \"{urlsafe:64}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:64}\"\n", Why: "another provider"},
	},
}
