package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// foursquareAPIKeyRule finds the Foursquare API key.
var foursquareAPIKeyRule = &rules.Rule{
	ID:       "foursquare-api-key",
	Title:    "Foursquare API key",
	Doc:      "An API key of Foursquare: 48 capitals and digits under a name that says Foursquare. It spends the requests of the project.",
	Fix:      "Revoke the key at https://foursquare.com/developers/ and read the new one from the environment.",
	Source:   "https://docs.foursquare.com/developer/reference/authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"foursquare"}, Alphabet: alphabet.UpperNum, Min: 48, Max: 48, Message: "Foursquare API key: spends the requests of the project"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export FOURSQUARE_CLIENT_SECRET=«{uppernum:48}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{uppernum:48}\"\n", Why: "another name"},
	},
}
