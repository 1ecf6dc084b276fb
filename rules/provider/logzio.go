package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// logzioTokenRule finds a Logz.io token.
var logzioTokenRule = &rules.Rule{
	ID:       "logzio-token",
	Title:    "Logz.io token",
	Doc:      "A shipping or API token of Logz.io: 32 letters or a UUID under a name that says Logz. A shipping token sends log lines on the account's bill; an API token also reads them.",
	Fix:      "Delete it at https://app.logz.io under Settings, Manage tokens and read the new one from the environment.",
	Source:   "https://docs.logz.io/docs/user-guide/admin/authentication-tokens/",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"logzio", "logz"}, Alphabet: alphabet.Letter, Min: 32, Max: 32, Message: "Logz.io token"},
		{Words: []string{"logzio", "logz"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "Logz.io API token"},
	},
	Examples: []rules.Example{
		{Path: "beat.yml", Text: "# logz.io\nlogzio_token: «{letters:32}»\n", Why: "a shipper"},
		{Path: "api.sh", Text: "LOGZIO_API_TOKEN=«{uuid}»\n", Why: "a query"},
	},
}
