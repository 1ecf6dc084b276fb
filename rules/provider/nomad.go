package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// nomadTokenRule finds Nomad access tokens.
var nomadTokenRule = &rules.Rule{
	ID:       "nomad-token",
	Title:    "Nomad access token",
	Doc:      `The secret identifier of an ACL token of HashiCorp Nomad: a UUID under a name that says so. By its policies it runs and stops jobs.`,
	Fix:      "Delete the token (nomad acl token delete), make a new one, and read it from the environment.",
	Source:   "https://developer.hashicorp.com/nomad/docs/secure/acl/tokens",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"nomad"}, Names: []string{"token", "secretid"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "Nomad access token: runs and stops jobs"}},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const nomadToken = \"«{uuid}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "nomad_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
