package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// oneloginSecretRule finds OneLogin client secrets.
var oneloginSecretRule = &rules.Rule{
	ID:       "onelogin-secret",
	Title:    "OneLogin client secret",
	Doc:      `The client secret of an API credential of OneLogin: 64 hexadecimal digits under a name that says OneLogin. With the client's identifier it manages users and their logins.`,
	Fix:      "Delete the credential in the admin portal, under Developers, API Credentials, and read the new one from the environment.",
	Source:   "https://developers.onelogin.com/api-docs/2/getting-started/working-with-api-credentials",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"onelogin"}, Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "OneLogin client secret: manages users"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "onelogin_client_secret: «{hex:64}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:64}\"\n", Why: "another name"},
		{Path: "client.py", Text: "onelogin_revision = \"{hex:64}\"\n", Why: "a revision's name"},
	},
}
