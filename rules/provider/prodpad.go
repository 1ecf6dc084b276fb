package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// prodpadAPIKeyRule finds the ProdPad API key.
var prodpadAPIKeyRule = &rules.Rule{
	ID:       "prodpad-api-key",
	Title:    "ProdPad API key",
	Doc:      "An API key of ProdPad: 64 hexadecimal digits under a name that says ProdPad. It reads and changes ideas and roadmaps.",
	Fix:      "Revoke the key at https://app.prodpad.com/me/apikeys and read the new one from the environment.",
	Source:   "https://help.prodpad.com/article/732-api",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"prodpad"}, Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "ProdPad API key: reads and changes ideas and roadmaps"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export PRODPAD_API_KEY=«{hex:64}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:64}\"\n", Why: "another name"},
	},
}
