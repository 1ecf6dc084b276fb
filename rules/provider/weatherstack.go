package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// weatherstackKeyRule finds Weatherstack access keys.
var weatherstackKeyRule = &rules.Rule{
	ID:       "weatherstack-key",
	Title:    "Weatherstack access key",
	Doc:      `An access key of Weatherstack: 32 letters and digits under a name that says so. It uses up its owner's requests: a warning.`,
	Fix:      "Reset the key at https://weatherstack.com/dashboard and read the new one from the environment.",
	Source:   "https://weatherstack.com/documentation",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"weatherstack"}, Alphabet: alphabet.LowerNum, Min: 32, Max: 32, Score: 0.65, Message: "Weatherstack access key: uses up requests"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "WEATHERSTACK_ACCESS_KEY = \"«{hex:32}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "weatherstack_revision = \"{hex:32}\"\n", Why: "a revision's name"},
	},
}
