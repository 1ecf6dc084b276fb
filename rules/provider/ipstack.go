package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// apilayerAccessKeyRule is the rule for this: apilayer access key.
var apilayerAccessKeyRule = &rules.Rule{
	ID:       "apilayer-access-key",
	Title:    "apilayer access key",
	Doc:      "An access key of an apilayer service (ipstack, currencylayer, fixer, aviationstack, marketstack, mediastack, weatherstack, …): 32 hexadecimal digits, or 32 letters and digits for apilayer itself, under a name that says which. It spends the account's quota.",
	Fix:      "Reset it on the service's dashboard (https://apilayer.com/account) and read it from the environment.",
	Source:   "https://ipstack.com/documentation",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"ipstack", "currencylayer", "fixer", "fixerio", "aviationstack", "marketstack", "mediastack", "weatherstack", "positionstack", "numverify", "mailboxlayer", "coinlayer", "countrylayer", "languagelayer", "userstack", "exchangeratesapi"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "apilayer access key"},
		{Words: []string{"apilayer"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Message: "apilayer API key"},
	},
	Examples: []rules.Example{
		{Path: "geo.php", Text: "$ipstack_access_key = '«{hex:32}»';\n", Why: "a site"},
		{Path: "rates.py", Text: "APILAYER_API_KEY = \"«{alnum:32}»\"\n", Why: "a script"},
		{Path: "b.py", Text: "ipstack_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
