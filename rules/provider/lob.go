package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// lobAPIKeyRule finds a Lob API key.
var lobAPIKeyRule = &rules.Rule{
	ID:       "lob-api-key",
	Title:    "Lob API key",
	Doc:      "A secret API key of Lob (live_ or test_ and 35 hexadecimal digits). The live key sends mail and cheques on the account's bill; that of test mode is a warning. Publishable keys (live_pub_) are left alone.",
	Fix:      "Rotate it at https://dashboard.lob.com/settings/api-keys and read it from the environment.",
	Source:   "https://docs.lob.com/#tag/Authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "live_", Alphabet: alphabet.LowerHex, Min: 35, Max: 35, Message: "Lob live API key: sends mail and cheques"},
		{Prefix: "test_", Alphabet: alphabet.LowerHex, Min: 35, Max: 35, Score: 0.65, Message: "Lob API key of test mode"},
	},
	Examples: []rules.Example{
		{Path: "mail.rb", Text: "Lob::Client.new(api_key: '«live_{hex:35}»')\n", Why: "a live key"},
		{Path: "mail.test.yml", Text: "key: «test_{hex:35}»\n", Why: "test mode"},
		{Path: "c.js", Text: "const key = 'live_pub_{hex:31}';\n", Why: "a publishable key"},
	},
}
