package rules

import (
	"bytes"
)

// harnessAPIKeyRule finds a Harness API key.
var harnessAPIKeyRule = &Rule{
	ID:       "harness-api-key",
	Title:    "Harness API key",
	Doc:      "A personal (pat.) or service account's (sat.) token of Harness: the account, 24 hexadecimal digits and 20 letters and digits. It runs pipelines, which see their secrets.",
	Fix:      "Delete it in the profile or under Access Control, Service Accounts at https://app.harness.io and read the new one from the environment.",
	Source:   "https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"pat.", "sat."},
	Run:      72,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "pat.", Alphabet: isTokenDot, Min: 68, Max: 68, Valid: harnessForm, Message: "Harness personal access token"},
			Token{Prefix: "sat.", Alphabet: isTokenDot, Min: 68, Max: 68, Valid: harnessForm, Message: "Harness service account token"},
		)
	},
	Examples: []Example{
		{Path: "run.sh", Text: "curl -H \"x-api-key: «pat.{alnum:22}.{hex:24}.{alnum:20}»\" https://app.harness.io/ng/api/user/currentUser\n", Why: "a header"},
		{Path: "a.md", Text: "TOKEN=pat.{repeat:x:68}\n", Why: "filler"},
		{Path: "b.md", Text: "use pat.... here\n", Why: "elided"},
	},
}

func harnessForm(token []byte) Proof {
	parts := bytes.Split(token, []byte("."))
	if len(parts) != 4 || len(parts[1]) != 22 || len(parts[2]) != 24 || len(parts[3]) != 20 || !isRunOf(parts[3], isAlnum) || !isRunOf(parts[2], isAlnum) {
		return Refuted
	}
	return generatedBody(parts[3])
}
