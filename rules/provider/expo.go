package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// expoAccessTokenRule finds an Expo access token.
var expoAccessTokenRule = &rules.Rule{
	ID:       "expo-access-token",
	Title:    "Expo access token",
	Doc:      "An access token of Expo: 40 URL-safe characters under a name that says Expo or EAS. It builds and publishes updates of the account's apps.",
	Fix:      "Revoke it at https://expo.dev/settings/access-tokens and read the new one from the environment.",
	Source:   "https://docs.expo.dev/accounts/programmatic-access/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"expo", "eas"}, Alphabet: alphabet.AlnumDash, Min: 40, Max: 40, Valid: judge.NotHex, Message: "Expo access token"}},
	Examples: []rules.Example{
		{Path: "ci.sh", Text: "export EXPO_TOKEN=«{urlsafe:40}»\n", Why: "a pipeline"},
		{Path: "b.py", Text: "expo_release_sha = \"{urlsafe:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:40}\"\n", Why: "another provider"},
	},
}
