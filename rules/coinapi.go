package rules

// coinapiKeyRule finds a CoinAPI key.
var coinapiKeyRule = &Rule{
	ID:       "coinapi-key",
	Title:    "CoinAPI key",
	Doc:      "An API key of CoinAPI: a UUID under a name that says CoinAPI. It spends the account's quota.",
	Fix:      "Delete the key at https://console.coinapi.io and read the new one from the environment.",
	Source:   "https://docs.coinapi.io/market-data/authentication",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"coinapi"},
	Run:      36,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"coinapi"}, Alphabet: isHexDash, Min: 36, Max: 36, Valid: uuidForm, Message: "CoinAPI key"})
	},
	Examples: []Example{
		{Path: "rates.py", Text: "COINAPI_KEY = \"«{uuid}»\"\n", Why: "a script"},
		{Path: "a.md", Text: "coinapi: coinapi_api_key={repeat:x:36}\n", Why: "filler"},
	},
}
