package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// codacyTokenRule finds a Codacy token.
var codacyTokenRule = &rules.Rule{
	ID:       "codacy-token",
	Title:    "Codacy token",
	Doc:      "An API or project token of Codacy: 20 letters and digits, or 32 hexadecimal ones, under a name that says Codacy. An account's token acts as the person; a project's token uploads coverage and is a warning.",
	Fix:      "Revoke it at https://app.codacy.com/account/access-management or in the repository's settings, Integrations.",
	Source:   "https://docs.codacy.com/codacy-api/api-tokens/",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"codacy"}, Names: []string{"projecttoken"}, Alphabet: alphabet.Alnum, Min: 20, Max: 32, Score: 0.66, Message: "Codacy project token"},
		{Words: []string{"codacy"}, Alphabet: alphabet.Alnum, Min: 20, Max: 20, Message: "Codacy API token"},
	},
	Examples: []rules.Example{
		{Path: "ci.sh", Text: "export CODACY_PROJECT_TOKEN=«{hex:32}»\n", Why: "coverage"},
		{Path: "ci2.sh", Text: "export CODACY_API_TOKEN=«{alnum:20}»\n", Why: "an account"},
		{Path: "b.py", Text: "codacy_release_sha = \"{alnum:20}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:20}\"\n", Why: "another provider"},
	},
}
