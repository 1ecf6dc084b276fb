package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// bitriseAccessTokenRule finds a Bitrise access token.
var bitriseAccessTokenRule = &rules.Rule{
	ID:       "bitrise-access-token",
	Title:    "Bitrise access token",
	Doc:      "A personal or workspace access token of Bitrise: 60 to 120 URL-safe characters under a name that says Bitrise. It starts and changes builds, which see their secrets.",
	Fix:      "Revoke it at https://app.bitrise.io/me/account/security and store the new one as a CI secret.",
	Source:   "https://docs.bitrise.io/en/bitrise-platform/accounts/personal-access-tokens.html",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"bitrise"}, Alphabet: alphabet.AlnumDash, Min: 60, Max: 120, Message: "Bitrise access token"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export BITRISE_TOKEN=«{urlsafe:86}»\n", Why: "a script"},
		{Path: "b.py", Text: "bitrise_release_sha = \"{urlsafe:60}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:60}\"\n", Why: "another provider"},
	},
}
