package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// coinapiKeyRule finds a CoinAPI key.
var coinapiKeyRule = &rules.Rule{
	ID:       "coinapi-key",
	Title:    "CoinAPI key",
	Doc:      "An API key of CoinAPI: a UUID under a name that says CoinAPI. It spends the account's quota.",
	Fix:      "Delete the key at https://console.coinapi.io and read the new one from the environment.",
	Source:   "https://docs.coinapi.io/market-data/authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"coinapi"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "CoinAPI key"}},
	Examples: []rules.Example{
		{Path: "rates.py", Text: "COINAPI_KEY = \"«{uuid}»\"\n", Why: "a script"},
	},
}
