package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// sparkpostKeyRule finds SparkPost API keys.
var sparkpostKeyRule = &rules.Rule{
	ID:       "sparkpost-key",
	Title:    "SparkPost API key",
	Doc:      `An API key of SparkPost: 40 hexadecimal digits under a name that says SparkPost. It sends mail in the owner's name.`,
	Fix:      "Delete the key at https://app.sparkpost.com/account/api-keys and read the new one from the environment.",
	Source:   "https://developers.sparkpost.com/api/#header-authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"sparkpost"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "SparkPost API key: sends mail in the owner's name"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "SPARKPOST_API_KEY = \"«{hex:40}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:40}\"\n", Why: "another name"},
		{Path: "client.py", Text: "sparkpost_revision = \"{hex:40}\"\n", Why: "a revision's name"},
	},
}
