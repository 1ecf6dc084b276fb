package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// civoAPIKeyRule finds a Civo API key.
var civoAPIKeyRule = &rules.Rule{
	ID:       "civo-api-key",
	Title:    "Civo API key",
	Doc:      "An API key of Civo: 50 letters and digits under a name that says Civo. It creates and deletes the account's clusters and machines.",
	Fix:      "Regenerate the key at https://dashboard.civo.com/security and read it from the environment.",
	Source:   "https://www.civo.com/api",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"civo"}, Alphabet: alphabet.Alnum, Min: 50, Max: 50, Message: "Civo API key"}},
	Examples: []rules.Example{
		{Path: "main.tf", Text: "civo_token = \"«{alnum:50}»\"\n", Why: "Terraform"},
		{Path: "b.py", Text: "civo_release_sha = \"{alnum:50}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:50}\"\n", Why: "another provider"},
	},
}
