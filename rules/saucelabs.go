package rules

// saucelabsKeyRule finds Sauce Labs access keys.
var saucelabsKeyRule = &Rule{
	ID:       "saucelabs-key",
	Title:    "Sauce Labs access key",
	Doc:      `The access key of a Sauce Labs account: a UUID under a name that says Sauce. It runs browsers at the account's cost and reads the recordings.`,
	Fix:      "Regenerate the key at https://app.saucelabs.com/user-settings and read the new one from the environment.",
	Source:   "https://docs.saucelabs.com/basics/acct-team-mgmt/managing-user-info/",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"sauce", "saucelabs"},
	Run:      36,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"sauce", "saucelabs"}, Alphabet: isHexDash, Min: 36, Max: 36, Valid: uuidForm, Message: "Sauce Labs access key: runs browsers"})
	},
	Examples: []Example{
		{Path: "config.yml", Text: "sauce_access_key: «{uuid}»\n", Why: "by its name"},
		{Path: "README.md", Text: "SAUCE_ACCESS_KEY=00000000-0000-0000-0000-000000000000\n", Why: "filler"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "sauce_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
