package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// cursorAPIKeyRule finds a Cursor API key.
var cursorAPIKeyRule = &rules.Rule{
	ID:       "cursor-api-key",
	Title:    "Cursor API key",
	Doc:      "An API key of Cursor (key_ and 64 hexadecimal digits). It starts agents and reads the team's usage.",
	Fix:      "Delete it at https://cursor.com/dashboard under Integrations and read the new one from the environment.",
	Source:   "https://cursor.com/docs/api",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "key_", Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Cursor API key"}},
	Examples: []rules.Example{
		{Path: "agent.sh", Text: "export CURSOR_API_KEY=«key_{hex:64}»\n", Why: "a script"},
	},
}
