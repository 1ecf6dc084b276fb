package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// codaAPITokenRule finds a Coda API token.
var codaAPITokenRule = &rules.Rule{
	ID:       "coda-api-token",
	Title:    "Coda API token",
	Doc:      "An API token of Coda: a UUID under a name that says Coda. It reads and changes the person's docs.",
	Fix:      "Delete the token at https://coda.io/account and read the new one from the environment.",
	Source:   "https://coda.io/developers/apis/v1",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"coda"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "Coda API token"}},
	Examples: []rules.Example{
		{Path: "doc.py", Text: "CODA_API_TOKEN = \"«{uuid}»\"\n", Why: "a script"},
	},
}
