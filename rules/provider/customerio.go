package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// customerioAPIKeyRule finds a Customer.io API key.
var customerioAPIKeyRule = &rules.Rule{
	ID:       "customerio-api-key",
	Title:    "Customer.io API key",
	Doc:      "An app API key of Customer.io: 32 hexadecimal digits under a name that says Customer.io. It sends messages and reads the workspace's people. A tracking API key of 20 digits is reported too.",
	Fix:      "Delete the key at https://fly.customer.io/settings/api_credentials and read the new one from the environment.",
	Source:   "https://docs.customer.io/accounts-and-workspaces/managing-credentials/",
	Severity: rules.Error,
	Keywords: []string{"customerio", "customer"},
	Keyed: []rules.Keyed{
		{Words: []string{"customerio", "cio"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Customer.io app API key"},
		{Words: []string{"customerio", "cio"}, Alphabet: alphabet.LowerHex, Min: 20, Max: 20, Score: 0.8, Message: "Customer.io tracking API key"},
	},
	Examples: []rules.Example{
		{Path: "mail.py", Text: "CUSTOMERIO_APP_API_KEY = \"«{hex:32}»\"\n", Why: "a service"},
		{Path: "b.py", Text: "customerio_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
