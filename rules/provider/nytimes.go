package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// nytimesKeyRule finds New York Times API keys.
var nytimesKeyRule = &rules.Rule{
	ID:       "nytimes-key",
	Title:    "New York Times API key",
	Doc:      `A key of the developer API of the New York Times: 32 characters under a name that says so. It uses up the owner's quota.`,
	Fix:      "Delete the key at https://developer.nytimes.com/my-apps and read the new one from the environment.",
	Source:   "https://developer.nytimes.com/get-started",
	Severity: rules.Error,
	Keywords: []string{"nytimes", "newyorktimes", "york"},
	Keyed:    []rules.Keyed{{Words: []string{"nytimes", "newyorktimes"}, Alphabet: alphabet.AlnumDash, Min: 32, Max: 32, Score: 0.75, Message: "New York Times API key"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const nytimesApiKey = '«{alnum:32}»';\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "nytimes_revision = \"{alnum:32}\"\n", Why: "a revision's name"},
	},
}
