package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// qaseTokenRule finds Qase API tokens.
var qaseTokenRule = &rules.Rule{
	ID:       "qase-token",
	Title:    "Qase API token",
	Doc:      `An API token of Qase: 40 or 64 hexadecimal digits under a name that says Qase. It reads and changes the test cases of its user.`,
	Fix:      "Delete the token at https://app.qase.io/user/api/token and read the new one from the environment.",
	Source:   "https://developers.qase.io/docs/introduction",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"qase"}, Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Qase API token"},
		{Words: []string{"qase"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Qase API token"},
	},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const qaseApiToken = '«{hex:64}»';\n", Why: "by its name"},
		{Path: "main.go", Text: "const qaseApiToken = \"«{hex:40}»\"\n", Why: "the older form"},
		{Path: "build.py", Text: "build_checksum = \"{hex:64}\"\n", Why: "another name"},
		{Path: "client.py", Text: "qase_revision = \"{hex:64}\"\n", Why: "a revision's name"},
	},
}
