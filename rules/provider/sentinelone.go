package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// sentineloneTokenRule finds SentinelOne API tokens.
var sentineloneTokenRule = &rules.Rule{
	ID:       "sentinelone-token",
	Title:    "SentinelOne API token",
	Doc:      `An API token of SentinelOne: 80 letters and digits under a name that says so. By its role it isolates and opens the machines of the organization.`,
	Fix:      "Revoke the token in SentinelOne, under My user, and read the new one from the environment.",
	Source:   "https://usea1.sentinelone.net/api-doc/overview",
	Severity: rules.Error,
	Keywords: []string{"sentinelone"},
	Keyed:    []rules.Keyed{{Words: []string{"sentinelone", "s1"}, Alphabet: alphabet.Alnum, Min: 80, Max: 80, Message: "SentinelOne API token: isolates machines"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"sentineloneApiToken\": \"«{alnum:80}»\"}\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:80}\"\n", Why: "another name"},
		{Path: "client.py", Text: "sentinelone_revision = \"{alnum:80}\"\n", Why: "a revision's name"},
	},
}
