package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// bugsnagTokenRule finds a Bugsnag token.
var bugsnagTokenRule = &rules.Rule{
	ID:       "bugsnag-token",
	Title:    "Bugsnag token",
	Doc:      "A personal access token of Bugsnag: a UUID under a name that says Bugsnag and token. It reads and changes the organization's errors. Notifier keys of 32 digits only send errors and are left alone.",
	Fix:      "Delete the token at https://app.bugsnag.com/settings/personal-auth-tokens and read the new one from the environment.",
	Source:   "https://docs.bugsnag.com/api/data-access/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"bugsnag"}, Names: []string{"token", "accesstoken", "authtoken", "pat"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "Bugsnag personal access token"}},
	Examples: []rules.Example{
		{Path: "report.sh", Text: "BUGSNAG_AUTH_TOKEN=\"«{uuid}»\"\n", Why: "a script"},
	},
}
