package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// youtrackTokenRule finds YouTrack or Hub permanent tokens.
var youtrackTokenRule = &rules.Rule{
	ID:       "youtrack-token",
	Title:    "YouTrack or Hub permanent token",
	Doc:      `A permanent token of YouTrack or JetBrains Hub (perm- or perm:): three parts of base64 with full stops between. It acts as its user: it reads and changes issues.`,
	Fix:      "Delete the token in the profile, under Account security, and read the new one from the environment.",
	Source:   "https://www.jetbrains.com/help/youtrack/server/manage-permanent-token.html",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "perm-", Alphabet: alphabet.TokenEq, Min: 40, Max: 200, Valid: youtrackForm, Message: "YouTrack permanent token: acts as its user"}},
	Examples: []rules.Example{
		{Path: "issues.sh", Text: "curl -H 'Authorization: Bearer «perm-cm9vdA==.NDItMQ==.{alnum:30}»' https://acme.youtrack.cloud/api/issues\n", Why: "a header"},
		{Path: "main.go", Text: "const youtrackToken = \"«perm-am9lLmRvZQ==.NDItMQ==.{alnum:30}»\"\n", Why: "by its form"},
	},
}

// youtrackForm verifies the three parts. The last one is the secret.
func youtrackForm(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("."))
	if len(parts) != 3 || len(parts[2]) < 24 || !judge.Generated(parts[2]) {
		return rules.Refuted
	}
	return rules.Formal
}
