package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// saucelabsKeyRule finds Sauce Labs access keys.
var saucelabsKeyRule = &rules.Rule{
	ID:       "saucelabs-key",
	Title:    "Sauce Labs access key",
	Doc:      `The access key of a Sauce Labs account: a UUID under a name that says Sauce. It runs browsers at the account's cost and reads the recordings.`,
	Fix:      "Regenerate the key at https://app.saucelabs.com/user-settings and read the new one from the environment.",
	Source:   "https://docs.saucelabs.com/basics/acct-team-mgmt/managing-user-info/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"sauce", "saucelabs"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "Sauce Labs access key: runs browsers"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "sauce_access_key: «{uuid}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "sauce_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
