package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// togglAPIKeyRule finds the Toggl API key.
var togglAPIKeyRule = &rules.Rule{
	ID:       "toggl-api-key",
	Title:    "Toggl API key",
	Doc:      "An API key of Toggl: 32 hexadecimal digits under a name that says Toggl. It reads and changes time entries.",
	Fix:      "Revoke the key at https://track.toggl.com/profile and read the new one from the environment.",
	Source:   "https://engineering.toggl.com/docs/authentication/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"toggl"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Toggl API key: reads and changes time entries"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export TOGGL_API_TOKEN=«{hex:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}\"\n", Why: "another name"},
	},
}
