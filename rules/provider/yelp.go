package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// yelpKeyRule finds Yelp API keys.
var yelpKeyRule = &rules.Rule{
	ID:       "yelp-key",
	Title:    "Yelp API key",
	Doc:      `An API key of Yelp: 128 characters under a name that says Yelp. It uses up its owner's requests: a warning.`,
	Fix:      "Refresh the key at https://www.yelp.com/developers/v3/manage_app and read the new one from the environment.",
	Source:   "https://docs.developer.yelp.com/docs/fusion-authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"yelp"}, Alphabet: alphabet.AlnumDash, Min: 128, Max: 128, Score: 0.65, Message: "Yelp API key: uses up requests"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "YELP_API_KEY = \"«{alnum:128}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:128}\"\n", Why: "another name"},
		{Path: "client.py", Text: "yelp_revision = \"{alnum:128}\"\n", Why: "a revision's name"},
	},
}
