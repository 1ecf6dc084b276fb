package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// shodanKeyRule finds Shodan API keys.
var shodanKeyRule = &rules.Rule{
	ID:       "shodan-key",
	Title:    "Shodan API key",
	Doc:      `An API key of Shodan: 32 letters and digits under a name that says Shodan. It searches at the cost of its owner's credits.`,
	Fix:      "Reset the key at https://account.shodan.io/ and read the new one from the environment.",
	Source:   "https://developer.shodan.io/api/requirements",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"shodan"},
	Run:      32,
	Solid:    true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchKeyed(c, rules.Keyed{Words: []string{"shodan"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Message: "Shodan API key"})
	},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "shodan_api_key: «{alnum:32}»\n", Why: "by its name"},
		{Path: "README.md", Text: "SHODAN_API_KEY={repeat:x:32}\n", Why: "filler"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "shodan_revision = \"{alnum:32}\"\n", Why: "a revision's name"},
	},
}
