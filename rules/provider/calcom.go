package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// calcomAPIKeyRule finds a Cal.com API key.
var calcomAPIKeyRule = &rules.Rule{
	ID:       "calcom-api-key",
	Title:    "Cal.com API key",
	Doc:      "An API key of Cal.com (cal_live_ and 32 hexadecimal digits). It reads and changes the account's bookings and event types.",
	Fix:      "Delete the key at https://app.cal.com/settings/developer/api-keys and read the new one from the environment.",
	Source:   "https://cal.com/docs/api-reference/v2/introduction",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "cal_live_", Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Cal.com API key"},
		{Prefix: "cal_test_", Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Score: 0.6, Message: "Cal.com API key of test mode"},
	},
	Examples: []rules.Example{
		{Path: "book.ts", Text: "const CAL_KEY = '«cal_live_{hex:32}»';\n", Why: "a client"},
	},
}
