package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// telnyxKeyRule finds Telnyx API keys.
var telnyxKeyRule = &rules.Rule{
	ID:       "telnyx-key",
	Title:    "Telnyx API key",
	Doc:      `An API key of Telnyx (KEY and 55 characters). It sends messages and calls, and buys numbers, at the cost of the account.`,
	Fix:      "Delete the key at https://portal.telnyx.com/#/app/api-keys and read the new one from the environment.",
	Source:   "https://developers.telnyx.com/api/authentication",
	Severity: rules.Error,
	Tokens:   []rules.Token{{Prefix: "KEY", Alphabet: alphabet.AlnumDash, Min: 55, Max: 55, Valid: judge.GeneratedBody, Message: "Telnyx API key: sends messages at the cost of the account"}},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const telnyxApiKey = \"«KEY{HEX:32}_{alnum:22}»\"\n", Why: "by its form"},
	},
}
