package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// tomtomKeyRule finds TomTom API keys.
var tomtomKeyRule = &rules.Rule{
	ID:       "tomtom-key",
	Title:    "TomTom API key",
	Doc:      `An API key of TomTom: 32 letters and digits under a name that says TomTom. Pages with maps show it; it uses up its owner's requests: a warning.`,
	Fix:      "Delete the key at https://developer.tomtom.com/user/me/apps and read the new one from the environment.",
	Source:   "https://developer.tomtom.com/knowledgebase/platform/articles/how-to-get-an-tomtom-api-key/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"tomtom"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Score: 0.65, Message: "TomTom API key: uses up requests"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "tomtom_api_key: «{alnum:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "tomtom_revision = \"{alnum:32}\"\n", Why: "a revision's name"},
	},
}
