package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// travisciTokenRule finds Travis CI access tokens.
var travisciTokenRule = &rules.Rule{
	ID:       "travisci-token",
	Title:    "Travis CI access token",
	Doc:      `An access token of Travis CI: 22 characters under a name that says Travis. It reads and starts builds of its user's repositories.`,
	Fix:      "Regenerate the token at https://app.travis-ci.com/account/preferences and read the new one from the environment.",
	Source:   "https://docs.travis-ci.com/user/triggering-builds/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"travis", "travisci"}, Alphabet: alphabet.AlnumDash, Min: 22, Max: 22, Score: 0.8, Message: "Travis CI access token: reads and starts builds"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export TRAVIS_TOKEN=«{alnum:22}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:22}\"\n", Why: "another name"},
		{Path: "client.py", Text: "travis_revision = \"{alnum:22}\"\n", Why: "a revision's name"},
	},
}
