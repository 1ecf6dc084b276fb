package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// sslmateKeyRule finds SSLMate API keys.
var sslmateKeyRule = &rules.Rule{
	ID:       "sslmate-key",
	Title:    "SSLMate API key",
	Doc:      `An API key of SSLMate: 36 letters and digits under a name that says SSLMate. It buys and revokes certificates of the account.`,
	Fix:      "Replace the key at https://sslmate.com/account/api_credentials and read the new one from the environment.",
	Source:   "https://sslmate.com/help/reference/apiv2",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"sslmate"}, Alphabet: alphabet.Alnum, Min: 36, Max: 36, Message: "SSLMate API key: buys and revokes certificates"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "sslmate_api_key = \"«{alnum:36}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:36}\"\n", Why: "another name"},
		{Path: "client.py", Text: "sslmate_revision = \"{alnum:36}\"\n", Why: "a revision's name"},
	},
}
