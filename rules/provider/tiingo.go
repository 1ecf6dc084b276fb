package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// tiingoTokenRule finds Tiingo API tokens.
var tiingoTokenRule = &rules.Rule{
	ID:       "tiingo-token",
	Title:    "Tiingo API token",
	Doc:      `An API token of Tiingo: 40 hexadecimal digits under a name that says Tiingo. It uses up its owner's requests: a warning.`,
	Fix:      "Reset the token at https://www.tiingo.com/account/api/token and read the new one from the environment.",
	Source:   "https://www.tiingo.com/documentation/general/connecting",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"tiingo"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Score: 0.65, Message: "Tiingo API token: uses up requests"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"tiingoApiToken\": \"«{hex:40}»\"}\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:40}\"\n", Why: "another name"},
		{Path: "client.py", Text: "tiingo_revision = \"{hex:40}\"\n", Why: "a revision's name"},
	},
}
