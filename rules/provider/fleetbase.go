package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// fleetbaseTokenRule finds the Fleetbase API key.
var fleetbaseTokenRule = &rules.Rule{
	ID:       "fleetbase-api-key",
	Title:    "Fleetbase API key",
	Doc:      "A secret key of Fleetbase (flb_live_ and 20 letters and digits). It reads and changes orders, drivers and vehicles.",
	Fix:      "Revoke it at https://console.fleetbase.io/developers/api-keys and read the new one from the environment.",
	Source:   "https://docs.fleetbase.io/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "flb_live_", Alphabet: alphabet.Alnum, Min: 20, Max: 20, Message: "Fleetbase secret key: reads and changes orders and drivers"},
	},
	Examples: []rules.Example{
		{Path: "a.js", Text: "const fleetbase = new Fleetbase('«flb_live_{alnum:20}»');\n", Why: "a client"},
	},
}
