package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// coverallsTokenRule finds a Coveralls token.
var coverallsTokenRule = &rules.Rule{
	ID:       "coveralls-token",
	Title:    "Coveralls token",
	Doc:      "A repository's token or a personal token of Coveralls: 32 to 37 letters, digits and dashes under a name that says Coveralls. A repository's token only uploads coverage, so that it is a warning.",
	Fix:      "Regenerate it on the repository's page at https://coveralls.io and store it as a CI secret.",
	Source:   "https://docs.coveralls.io/api-introduction",
	Severity: rules.Warning,
	Keyed:    []rules.Keyed{{Words: []string{"coveralls"}, Alphabet: alphabet.AlnumDash, Min: 32, Max: 37, Score: 0.66, Message: "Coveralls token"}},
	Examples: []rules.Example{
		{Path: ".coveralls.yml", Text: "# coveralls\ncoveralls_repo_token: «{alnum:33}»\n", Why: "a pipeline"},
		{Path: "b.py", Text: "coveralls_release_sha = \"{urlsafe:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:32}\"\n", Why: "another provider"},
	},
}
