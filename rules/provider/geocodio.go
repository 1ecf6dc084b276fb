package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// geocodioAPIKeyRule finds a Geocodio API key.
var geocodioAPIKeyRule = &rules.Rule{
	ID:       "geocodio-api-key",
	Title:    "Geocodio API key",
	Doc:      "An API key of Geocodio: 39 hexadecimal digits under a name that says Geocodio. It geocodes on the account's bill.",
	Fix:      "Delete it at https://dash.geocod.io/apikey and read the new one from the environment.",
	Source:   "https://www.geocod.io/docs/#authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"geocodio", "geocod"}, Alphabet: alphabet.LowerHex, Min: 39, Max: 39, Message: "Geocodio API key"}},
	Examples: []rules.Example{
		{Path: "geo.rb", Text: "GEOCODIO_API_KEY = '«{hex:39}»'\n", Why: "a script"},
		{Path: "b.py", Text: "geocodio_release_sha = \"{hex:39}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:39}\"\n", Why: "another provider"},
	},
}
