package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// codemagicAPIKeyRule finds the Codemagic API key.
var codemagicAPIKeyRule = &rules.Rule{
	ID:       "codemagic-api-key",
	Title:    "Codemagic API key",
	Doc:      "An API key of Codemagic: 43 URL-safe characters under a name that says Codemagic. It starts builds and reads their artifacts.",
	Fix:      "Revoke the key at https://codemagic.io/teams and read the new one from the environment.",
	Source:   "https://docs.codemagic.io/rest-api/codemagic-rest-api/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"codemagic"}, Alphabet: alphabet.AlnumDash, Min: 43, Max: 43, Message: "Codemagic API key: starts builds and reads their artifacts"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export CODEMAGIC_API_TOKEN=«{alnum:43}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:43}\"\n", Why: "another name"},
	},
}
