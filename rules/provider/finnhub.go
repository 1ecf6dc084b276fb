package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// finnhubAccessTokenRule finds a Finnhub API key.
var finnhubAccessTokenRule = &rules.Rule{
	ID:       "finnhub-access-token",
	Title:    "Finnhub API key",
	Doc:      "An API key of Finnhub: 20 letters and digits under a name that says Finnhub. It spends the account's quota, so that it is a warning.",
	Fix:      "Regenerate it at https://finnhub.io/dashboard and read it from the environment.",
	Source:   "https://finnhub.io/docs/api/authentication",
	Severity: rules.Warning,
	Keyed:    []rules.Keyed{{Words: []string{"finnhub"}, Alphabet: alphabet.LowerNum, Min: 20, Max: 40, Valid: finnhubForm, Score: 0.66, Message: "Finnhub API key"}},
	Examples: []rules.Example{
		{Path: "stock.py", Text: "FINNHUB_API_KEY = \"«{lowernum:20}»\"\n", Why: "a script"},
		{Path: "b.py", Text: "finnhub_release_sha = \"{lowernum:20}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{lowernum:20}\"\n", Why: "another provider"},
	},
}

// finnhubForm accepts 20 characters, or 40 since 2023.
func finnhubForm(v []byte) rules.Proof {
	if len(v) != 20 && len(v) != 40 || alphabet.AllHex(v) {
		return rules.Refuted
	}
	return rules.Formal
}
