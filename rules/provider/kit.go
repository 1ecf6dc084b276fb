package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// kitTokenRule finds the Kit API key.
var kitTokenRule = &rules.Rule{
	ID:       "kit-api-key",
	Title:    "Kit API key",
	Doc:      "An API key of Kit, formerly ConvertKit (kit_ and 32 hexadecimal digits). It reads subscribers and sends mail to them.",
	Fix:      "Revoke it at https://app.kit.com/account_settings/developer_settings and read the new one from the environment.",
	Source:   "https://developers.kit.com/api-reference/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "kit_", Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Kit API key: reads and mails subscribers"},
	},
	Examples: []rules.Example{
		{Path: "a.js", Text: "const KIT_API_KEY = '«kit_{hex:32}»';\n", Why: "a client"},
	},
}
