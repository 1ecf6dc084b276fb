package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// devinAPIKeyRule finds a Devin API key.
var devinAPIKeyRule = &rules.Rule{
	ID:       "devin-api-key",
	Title:    "Devin API key",
	Doc:      "An API key of Devin: apk_user_ of a person, apk_ of a service, cog_ of a service user. It starts sessions, which see the organization's secrets and repositories.",
	Fix:      "Revoke it at https://app.devin.ai/settings/api-keys and read the new one from the environment.",
	Source:   "https://docs.devin.ai/api-reference/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "apk_user_", Alphabet: alphabet.StdBase64, Min: 100, Max: 200, Message: "Devin personal API key"},
		{Prefix: "apk_", Alphabet: alphabet.StdBase64, Min: 80, Max: 110, Message: "Devin service API key"},
		{Prefix: "cog_", Alphabet: alphabet.LowerBase32, Min: 52, Max: 52, Message: "Devin service user's token"},
	},
	Examples: []rules.Example{
		{Path: "run.sh", Text: "export DEVIN_API_KEY=«apk_user_{b64:90}»\n", Why: "a person's key"},
		{Path: "run2.sh", Text: "export DEVIN_API_KEY=«cog_{lowerbase32:52}»\n", Why: "a service user"},
	},
}
