package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// ticketmasterAPIKeyRule finds the Ticketmaster API key.
var ticketmasterAPIKeyRule = &rules.Rule{
	ID:       "ticketmaster-api-key",
	Title:    "Ticketmaster API key",
	Doc:      "An API key of Ticketmaster: 32 letters and digits under a name that says Ticketmaster. It spends the requests of the application.",
	Fix:      "Revoke the key at https://developer-acct.ticketmaster.com/user and read the new one from the environment.",
	Source:   "https://developer.ticketmaster.com/products-and-docs/apis/getting-started/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"ticketmaster"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Message: "Ticketmaster API key: spends the requests of the application"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export TICKETMASTER_API_KEY=«{alnum:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:32}\"\n", Why: "another name"},
	},
}
