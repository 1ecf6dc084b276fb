package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// rollbarTokenRule finds Rollbar access tokens.
var rollbarTokenRule = &rules.Rule{
	ID:       "rollbar-token",
	Title:    "Rollbar access token",
	Doc:      `An access token of a Rollbar project: 32 hexadecimal digits under a name that says Rollbar. By its scope it reads errors or sends them. Tokens for the browser (post_client_item), which pages show, have the same form, so that it is a warning.`,
	Fix:      "Disable the token in Rollbar, under Settings, Project access tokens, and read the new one from the environment.",
	Source:   "https://docs.rollbar.com/docs/access-tokens",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"rollbar"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Score: 0.66, Message: "Rollbar access token: reads or sends errors"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "ROLLBAR_ACCESS_TOKEN=«{hex:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "rollbar_revision = \"{hex:32}\"\n", Why: "a revision's name"},
	},
}
