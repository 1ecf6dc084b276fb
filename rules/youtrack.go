package rules

import "bytes"

// youtrackTokenRule finds YouTrack or Hub permanent tokens.
var youtrackTokenRule = &Rule{
	ID:       "youtrack-token",
	Title:    "YouTrack or Hub permanent token",
	Doc:      `A permanent token of YouTrack or JetBrains Hub (perm- or perm:): three parts of base64 with full stops between. It acts as its user: it reads and changes issues.`,
	Fix:      "Delete the token in the profile, under Account security, and read the new one from the environment.",
	Source:   "https://www.jetbrains.com/help/youtrack/server/manage-permanent-token.html",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"perm-"},
	Run:      45,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "perm-", Alphabet: isTokenEq, Min: 40, Max: 200, Valid: youtrackForm, Message: "YouTrack permanent token: acts as its user"})
	},
	Examples: []Example{
		{Path: "issues.sh", Text: "curl -H 'Authorization: Bearer «perm-cm9vdA==.NDItMQ==.{alnum:30}»' https://acme.youtrack.cloud/api/issues\n", Why: "a header"},
		{Path: "main.go", Text: "const youtrackToken = \"«perm-am9lLmRvZQ==.NDItMQ==.{alnum:30}»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "YOUTRACK_TOKEN=perm-{repeat:x:40}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set YOUTRACK_TOKEN to perm-... and restart.\n", Why: "elided"},
	},
}

// youtrackForm verifies the three parts, the last of which is secret.
func youtrackForm(token []byte) Proof {
	parts := bytes.Split(token, []byte("."))
	if len(parts) != 3 || len(parts[2]) < 24 || !generated(parts[2]) {
		return Refuted
	}
	return Formal
}
