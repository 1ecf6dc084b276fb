package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// scalewaySecretKeyRule finds Scaleway secret keys.
var scalewaySecretKeyRule = &rules.Rule{
	ID:       "scaleway-secret-key",
	Title:    "Scaleway secret key",
	Doc:      `The secret half of a Scaleway API key: a UUID under a name that says Scaleway or SCW. By its policy it makes and deletes servers. The access key (SCW…) alone lets nobody in.`,
	Fix:      "Delete the key at https://console.scaleway.com/iam/api-keys and read the new one from the environment.",
	Source:   "https://www.scaleway.com/en/docs/iam/how-to/create-api-keys/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"scaleway", "scw"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "Scaleway secret key: makes and deletes servers"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const scwSecretKey = '«{uuid}»';\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "scaleway_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
