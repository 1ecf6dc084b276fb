package rules

// bugsnagTokenRule finds a Bugsnag token.
var bugsnagTokenRule = &Rule{
	ID:       "bugsnag-token",
	Title:    "Bugsnag token",
	Doc:      "A personal access token of Bugsnag: a UUID under a name that says Bugsnag and token. It reads and changes the organisation's errors. Notifier keys of 32 digits only send errors and are left alone.",
	Fix:      "Delete the token at https://app.bugsnag.com/settings/personal-auth-tokens and read the new one from the environment.",
	Source:   "https://docs.bugsnag.com/api/data-access/",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"bugsnag"},
	Run:      36,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"bugsnag"}, Names: []string{"token", "accesstoken", "authtoken", "pat"}, Alphabet: isHexDash, Min: 36, Max: 36, Valid: uuidForm, Message: "Bugsnag personal access token"})
	},
	Examples: []Example{
		{Path: "report.sh", Text: "BUGSNAG_AUTH_TOKEN=\"«{uuid}»\"\n", Why: "a script"},
		{Path: "a.md", Text: "bugsnag: bugsnag_token={repeat:x:36}\n", Why: "filler"},
	},
}
