package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// thunderstoreTokenRule finds Thunderstore service tokens.
var thunderstoreTokenRule = &rules.Rule{
	ID:       "thunderstore-token",
	Title:    "Thunderstore service token",
	Doc:      `A service account's token of Thunderstore (tss_). It publishes packages for its team.`,
	Fix:      "Delete the service account at https://thunderstore.io/settings/teams/ and read the new one from the environment.",
	Source:   "https://thunderstore.io/api/docs/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "tss_", Alphabet: alphabet.Alnum, Min: 32, Max: 80, Valid: judge.GeneratedBody, Message: "Thunderstore service token: publishes packages"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "tcli_auth_token: «tss_{alnum:40}»\n", Why: "by its form"},
	},
}
