package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// lokaliseTokenRule finds a Lokalise token.
var lokaliseTokenRule = &rules.Rule{
	ID:       "lokalise-token",
	Title:    "Lokalise token",
	Doc:      "An API token of Lokalise: 40 hexadecimal digits under a name that says Lokalise. It reads and changes translations of the person's projects.",
	Fix:      "Delete it at https://app.lokalise.com/profile#apitokens and read the new one from the environment.",
	Source:   "https://docs.lokalise.com/en/articles/1929556-api-and-sdk-tokens",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"lokalise"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Lokalise token"}},
	Examples: []rules.Example{
		{Path: "tr.sh", Text: "lokalise2 --token x; LOKALISE_TOKEN=«{hex:40}»\n", Why: "a script"},
		{Path: "b.py", Text: "lokalise_release_sha = \"{hex:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:40}\"\n", Why: "another provider"},
	},
}
