package rules

// nomadTokenRule finds Nomad access tokens.
var nomadTokenRule = &Rule{
	ID:       "nomad-token",
	Title:    "Nomad access token",
	Doc:      `The secret identifier of an ACL token of HashiCorp Nomad: a UUID under a name that says so. By its policies it runs and stops jobs.`,
	Fix:      "Delete the token (nomad acl token delete), make a new one, and read it from the environment.",
	Source:   "https://developer.hashicorp.com/nomad/docs/secure/acl/tokens",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"nomad"},
	Run:      36,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"nomad"}, Names: []string{"token", "secretid"}, Alphabet: isHexDash, Min: 36, Max: 36, Valid: uuidForm, Message: "Nomad access token: runs and stops jobs"})
	},
	Examples: []Example{
		{Path: "main.go", Text: "const nomadToken = \"«{uuid}»\"\n", Why: "by its name"},
		{Path: "README.md", Text: "NOMAD_TOKEN=00000000-0000-0000-0000-000000000000\n", Why: "filler"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "nomad_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
