package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// plivoTokenRule finds Plivo auth tokens.
var plivoTokenRule = &rules.Rule{
	ID:       "plivo-token",
	Title:    "Plivo auth token",
	Doc:      `The auth token of a Plivo account: 40 characters under a name that says Plivo. With the account's identifier (MA…) it sends messages and calls at the account's cost.`,
	Fix:      "Regenerate the token at https://console.plivo.com/dashboard/ and read the new one from the environment.",
	Source:   "https://www.plivo.com/docs/account/api/authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"plivo"}, Alphabet: alphabet.AlnumDash, Min: 40, Max: 40, Message: "Plivo auth token: sends messages at the cost of the account"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"plivoAuthToken\": \"«{alnum:40}»\"}\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:40}\"\n", Why: "another name"},
		{Path: "client.py", Text: "plivo_revision = \"{alnum:40}\"\n", Why: "a revision's name"},
	},
}
