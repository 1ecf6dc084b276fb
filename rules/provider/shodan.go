package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// shodanKeyRule finds Shodan API keys.
var shodanKeyRule = &rules.Rule{
	ID:       "shodan-key",
	Title:    "Shodan API key",
	Doc:      `An API key of Shodan: 32 letters and digits under a name that says Shodan. It searches at the cost of its owner's credits.`,
	Fix:      "Reset the key at https://account.shodan.io/ and read the new one from the environment.",
	Source:   "https://developer.shodan.io/api/requirements",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"shodan"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Message: "Shodan API key"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "shodan_api_key: «{alnum:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "shodan_revision = \"{alnum:32}\"\n", Why: "a revision's name"},
	},
}
