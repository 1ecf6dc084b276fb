package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// geocodioAPIKeyRule finds a Geocodio API key.
var geocodioAPIKeyRule = &rules.Rule{
	ID:       "geocodio-api-key",
	Title:    "Geocodio API key",
	Doc:      "An API key of Geocodio: 39 hexadecimal digits under a name that says Geocodio. It geocodes on the account's bill.",
	Fix:      "Delete it at https://dash.geocod.io/apikey and read the new one from the environment.",
	Source:   "https://www.geocod.io/docs/#authentication",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"geocodio", "geocod"},
	Run:      39,
	Solid:    true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchKeyed(c, rules.Keyed{Words: []string{"geocodio", "geocod"}, Alphabet: alphabet.LowerHex, Min: 39, Max: 39, Message: "Geocodio API key"})
	},
	Examples: []rules.Example{
		{Path: "geo.rb", Text: "GEOCODIO_API_KEY = '«{hex:39}»'\n", Why: "a script"},
		{Path: "a.md", Text: "geocodio: geocodio_api_key={repeat:x:39}\n", Why: "filler"},
		{Path: "b.py", Text: "geocodio_release_sha = \"{hex:39}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:39}\"\n", Why: "another provider"},
	},
}
