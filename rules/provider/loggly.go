package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// logglyTokenRule finds a Loggly token.
var logglyTokenRule = &rules.Rule{
	ID:       "loggly-token",
	Title:    "Loggly token",
	Doc:      "A customer token of Loggly, also in the address of its inputs: a UUID under a name that says Loggly. It sends log lines on the account's bill, so that it is a warning; an API token also searches.",
	Fix:      "Retire it under Source Setup, Customer Tokens of the account and read the new one from the environment.",
	Source:   "https://documentation.solarwinds.com/en/success_center/loggly/content/admin/customer-token-authentication-token.htm",
	Severity: rules.Warning,
	Keyed:    []rules.Keyed{{Words: []string{"loggly"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Score: 0.66, Message: "Loggly token"}},
	Examples: []rules.Example{
		{Path: "log.js", Text: "const LOGGLY_TOKEN = '«{uuid}»';\n", Why: "a logger"},
	},
}
