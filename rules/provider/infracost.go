package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// infracostAPITokenRule finds an Infracost API key.
var infracostAPITokenRule = &rules.Rule{
	ID:       "infracost-api-token",
	Title:    "Infracost API key",
	Doc:      "An API key of Infracost (ico- and 32 letters and digits). It reads cost estimates of the organization.",
	Fix:      "Delete it at https://dashboard.infracost.io under Org Settings and read the new one from the environment.",
	Source:   "https://www.infracost.io/docs/features/environment_variables/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "ico-", Alphabet: alphabet.Alnum, Min: 32, Max: 32, Valid: judge.GeneratedBody, Message: "Infracost API key"}},
	Examples: []rules.Example{
		{Path: "ci.yml", Text: "INFRACOST_API_KEY: «ico-{alnum:32}»\n", Why: "a pipeline"},
	},
}
