package rules

// wiseTokenRule finds Wise API tokens.
var wiseTokenRule = &Rule{
	ID:       "wise-token",
	Title:    "Wise API token",
	Doc:      `An API token of Wise (once TransferWise): a UUID under a name that says so. By its rights it reads balances and sends money.`,
	Fix:      "Revoke the token at https://wise.com/settings/api-tokens and read the new one from the environment.",
	Source:   "https://docs.wise.com/api-docs/features/authentication-access",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"wise", "transferwise"},
	Run:      36,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"wise", "transferwise"}, Names: []string{"apitoken", "apikey", "wisetoken", "transferwisetoken", "accesstoken"}, Alphabet: isHexDash, Min: 36, Max: 36, Valid: uuidForm, Message: "Wise API token: reads balances and sends money"})
	},
	Examples: []Example{
		{Path: "client.ts", Text: "const wiseApiToken = '«{uuid}»';\n", Why: "by its name"},
		{Path: "README.md", Text: "WISE_API_TOKEN=00000000-0000-0000-0000-000000000000\n", Why: "filler"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "wise_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
