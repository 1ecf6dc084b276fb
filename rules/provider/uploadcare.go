package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// uploadcareSecretRule finds Uploadcare secret keys.
var uploadcareSecretRule = &rules.Rule{
	ID:       "uploadcare-secret",
	Title:    "Uploadcare secret key",
	Doc:      `The secret key of an Uploadcare project: 20 hexadecimal digits under a name that says so. It reads and deletes the project's files. The public key stands in pages.`,
	Fix:      "Delete the key in Uploadcare, under API keys, and read the new one from the environment.",
	Source:   "https://uploadcare.com/docs/security/api-keys/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"uploadcare"}, Names: []string{"secret", "secretkey"}, Alphabet: alphabet.LowerHex, Min: 20, Max: 20, Message: "Uploadcare secret key: deletes the project's files"}},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const uploadcareSecretKey = \"«{hex:20}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:20}\"\n", Why: "another name"},
		{Path: "client.py", Text: "uploadcare_revision = \"{hex:20}\"\n", Why: "a revision's name"},
		{Path: "a.js", Text: "const uploadcarePublicKey = '{hex:20}';\n", Why: "a public key"},
	},
}
