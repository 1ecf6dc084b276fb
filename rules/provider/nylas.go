package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// nylasKeyRule finds Nylas API keys.
var nylasKeyRule = &rules.Rule{
	ID:       "nylas-key",
	Title:    "Nylas API key",
	Doc:      `An API key of Nylas (nyk_v0_). It reads and sends the mail, and sees the calendars, of every account that is connected to the application.`,
	Fix:      "Delete the key at https://dashboard-v3.nylas.com/ and read the new one from the environment.",
	Source:   "https://developer.nylas.com/docs/v3/auth/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "nyk_v0_", Alphabet: alphabet.Alnum, Min: 40, Max: 100, Message: "Nylas API key: reads and sends the mail of connected accounts"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "nylas_api_key: «nyk_v0_{alnum:64}»\n", Why: "by its form"},
	},
}
