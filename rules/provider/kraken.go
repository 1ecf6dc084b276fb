package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// krakenAccessTokenRule finds a Kraken private key.
var krakenAccessTokenRule = &rules.Rule{
	ID:       "kraken-access-token",
	Title:    "Kraken private key",
	Doc:      "The private key of a Kraken API key: base64 of 64 bytes under a name that says Kraken. With the API key it trades and, if allowed, withdraws.",
	Fix:      "Delete the key at https://pro.kraken.com/app/settings/api and read the new one from the environment.",
	Source:   "https://docs.kraken.com/api/docs/guides/spot-rest-auth/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"kraken"}, Alphabet: alphabet.StdBase64, Min: 86, Max: 88, Message: "Kraken private key"}},
	Examples: []rules.Example{
		{Path: "bot.py", Text: "KRAKEN_API_SECRET = \"«{b64:64}»\"\n", Why: "a bot"},
	},
}
