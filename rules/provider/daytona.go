package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// daytonaAPIKeyRule finds a Daytona API key.
var daytonaAPIKeyRule = &rules.Rule{
	ID:       "daytona-api-key",
	Title:    "Daytona API key",
	Doc:      "An API key of Daytona (dtn_ and 64 hexadecimal digits). It creates sandboxes on the account's bill and runs code in them.",
	Fix:      "Delete it at https://app.daytona.io/dashboard/keys and read the new one from the environment.",
	Source:   "https://www.daytona.io/docs/en/api-keys/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "dtn_", Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Daytona API key"}},
	Examples: []rules.Example{
		{Path: "box.py", Text: "daytona = Daytona(DaytonaConfig(api_key=\"«dtn_{hex:64}»\"))\n", Why: "a client"},
	},
}
