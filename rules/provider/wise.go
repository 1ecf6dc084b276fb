package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// wiseTokenRule finds Wise API tokens.
var wiseTokenRule = &rules.Rule{
	ID:       "wise-token",
	Title:    "Wise API token",
	Doc:      `An API token of Wise (once TransferWise): a UUID under a name that says so. By its rights it reads balances and sends money.`,
	Fix:      "Revoke the token at https://wise.com/settings/api-tokens and read the new one from the environment.",
	Source:   "https://docs.wise.com/api-docs/features/authentication-access",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"wise", "transferwise"}, Names: []string{"apitoken", "apikey", "wisetoken", "transferwisetoken", "accesstoken"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "Wise API token: reads balances and sends money"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const wiseApiToken = '«{uuid}»';\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "wise_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
