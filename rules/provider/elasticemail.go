package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// elasticemailAPIKeyRule finds an Elastic Email API key.
var elasticemailAPIKeyRule = &rules.Rule{
	ID:       "elasticemail-api-key",
	Title:    "Elastic Email API key",
	Doc:      "An API key of Elastic Email: 96 hexadecimal digits under a name that says Elastic Email. It sends mail in the account's name.",
	Fix:      "Delete it at https://app.elasticemail.com/marketing/settings/new/manage-api and read the new one from the environment.",
	Source:   "https://elasticemail.com/developers/api-documentation/rest-api",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"elasticemail", "elastic"}, Alphabet: alphabet.Hex, Min: 96, Max: 96, Message: "Elastic Email API key"}},
	Examples: []rules.Example{
		{Path: "mail.php", Text: "$elasticemail_key = '«{HEX:96}»';\n", Why: "a site"},
		{Path: "b.py", Text: "elasticemail_release_sha = \"{hex:96}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:96}\"\n", Why: "another provider"},
	},
}
