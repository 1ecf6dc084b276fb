package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// pinataSecretRule finds Pinata API secrets.
var pinataSecretRule = &rules.Rule{
	ID:       "pinata-secret",
	Title:    "Pinata API secret",
	Doc:      `The API secret of Pinata: 64 hexadecimal digits under a name that says Pinata. With the key's identifier it pins and unpins files.`,
	Fix:      "Revoke the key at https://app.pinata.cloud/developers/api-keys and read the new one from the environment.",
	Source:   "https://docs.pinata.cloud/account-management/api-keys",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"pinata"}, Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Pinata API secret: pins and unpins files"}},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const pinataSecretApiKey = \"«{hex:64}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:64}\"\n", Why: "another name"},
		{Path: "client.py", Text: "pinata_revision = \"{hex:64}\"\n", Why: "a revision's name"},
	},
}
