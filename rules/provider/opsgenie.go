package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// opsgenieKeyRule finds Opsgenie API keys.
var opsgenieKeyRule = &rules.Rule{
	ID:       "opsgenie-key",
	Title:    "Opsgenie API key",
	Doc:      `An API key of Opsgenie: a UUID under a name that says so. It makes and closes alerts, and with an account's rights changes schedules.`,
	Fix:      "Delete the key in Opsgenie, under Settings, API key management, and read the new one from the environment.",
	Source:   "https://support.atlassian.com/opsgenie/docs/api-key-management/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"opsgenie", "genie"}, Names: []string{"key", "apikey", "token"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "Opsgenie API key: makes and closes alerts"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "opsgenie_api_key: «{uuid}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "opsgenie_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
