package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// e2bAPIKeyRule finds an E2B API key.
var e2bAPIKeyRule = &rules.Rule{
	ID:       "e2b-api-key",
	Title:    "E2B API key",
	Doc:      "An API key (e2b_) or access token (sk_e2b_) of E2B, with 40 hexadecimal digits. It creates sandboxes on the account's bill and runs code in them.",
	Fix:      "Delete it at https://e2b.dev/dashboard?tab=keys and read the new one from the environment.",
	Source:   "https://e2b.dev/docs/api-key",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "e2b_", Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "E2B API key"},
		{Prefix: "sk_e2b_", Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "E2B access token"},
	},
	Examples: []rules.Example{
		{Path: "box.ts", Text: "const sandbox = await Sandbox.create({ apiKey: '«e2b_{hex:40}»' });\n", Why: "a client"},
	},
}
