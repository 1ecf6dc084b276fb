package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// flexportTokenRule finds the Flexport API token.
var flexportTokenRule = &rules.Rule{
	ID:       "flexport-api-token",
	Title:    "Flexport API token",
	Doc:      "An API token of Flexport Logistics, formerly Deliverr (shltm_ and 40 URL-safe characters). It reads and changes orders and stock.",
	Fix:      "Revoke it at https://portal.flexport.com and read the new one from the environment.",
	Source:   "https://docs.logistics-api.flexport.com/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "shltm_", Alphabet: alphabet.AlnumDash, Min: 40, Max: 40, Message: "Flexport API token: reads and changes orders"},
	},
	Examples: []rules.Example{
		{Path: "a.py", Text: "FLEXPORT_TOKEN = \"«shltm_{alnum:40}»\"\n", Why: "a client"},
	},
}
