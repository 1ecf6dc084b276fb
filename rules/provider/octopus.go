package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// octopusKeyRule finds Octopus Deploy API keys.
var octopusKeyRule = &rules.Rule{
	ID:       "octopus-key",
	Title:    "Octopus Deploy API key",
	Doc:      `An API key of Octopus Deploy (API- and 26 capitals and digits). It deploys, and reads everything that its user may.`,
	Fix:      "Revoke the key in the profile, under My API Keys, and read the new one from the environment.",
	Source:   "https://octopus.com/docs/octopus-rest-api/how-to-create-an-api-key",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "API-", Alphabet: alphabet.UpperNum, Min: 26, Max: 26, Valid: judge.GeneratedBody, Message: "Octopus Deploy API key: deploys"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "octopus_api_key: «API-{uppernum:26}»\n", Why: "by its form"},
	},
}
