package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// securitytrailsAPIKeyRule finds the SecurityTrails API key.
var securitytrailsAPIKeyRule = &rules.Rule{
	ID:       "securitytrails-api-key",
	Title:    "SecurityTrails API key",
	Doc:      "An API key of SecurityTrails: 32 letters and digits under a name that says SecurityTrails. It spends the queries of the account.",
	Fix:      "Revoke the key at https://securitytrails.com/app/account/credentials and read the new one from the environment.",
	Source:   "https://docs.securitytrails.com/docs/authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"securitytrails"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Message: "SecurityTrails API key: spends the queries of the account"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export SECURITYTRAILS_API_KEY=«{alnum:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:32}\"\n", Why: "another name"},
	},
}
