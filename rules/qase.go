package rules

// qaseTokenRule finds Qase API tokens.
var qaseTokenRule = &Rule{
	ID:       "qase-token",
	Title:    "Qase API token",
	Doc:      `An API token of Qase: 40 or 64 hexadecimal digits under a name that says Qase. It reads and changes the test cases of its user.`,
	Fix:      "Delete the token at https://app.qase.io/user/api/token and read the new one from the environment.",
	Source:   "https://developers.qase.io/docs/introduction",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"qase"},
	Run:      40,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c,
			Keyed{Words: []string{"qase"}, Alphabet: isLowerHex, Min: 64, Max: 64, Message: "Qase API token"},
			Keyed{Words: []string{"qase"}, Alphabet: isLowerHex, Min: 40, Max: 40, Message: "Qase API token"},
		)
	},
	Examples: []Example{
		{Path: "client.ts", Text: "const qaseApiToken = '«{hex:64}»';\n", Why: "by its name"},
		{Path: "main.go", Text: "const qaseApiToken = \"«{hex:40}»\"\n", Why: "the older form"},
		{Path: "README.md", Text: "QASE_API_TOKEN={repeat:0:64}\n", Why: "filler"},
		{Path: "build.py", Text: "build_checksum = \"{hex:64}\"\n", Why: "another name"},
		{Path: "client.py", Text: "qase_revision = \"{hex:64}\"\n", Why: "a revision's name"},
	},
}
