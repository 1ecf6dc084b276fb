package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// harnessAPIKeyRule finds a Harness API key.
var harnessAPIKeyRule = &rules.Rule{
	ID:       "harness-api-key",
	Title:    "Harness API key",
	Doc:      "A personal (pat.) or service account's (sat.) token of Harness: the account, 24 hexadecimal digits and 20 letters and digits. It runs pipelines, which see their secrets.",
	Fix:      "Delete it in the profile or under Access Control, Service Accounts at https://app.harness.io and read the new one from the environment.",
	Source:   "https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "pat.", Alphabet: alphabet.TokenDot, Min: 68, Max: 68, Valid: harnessForm, Message: "Harness personal access token"},
		{Prefix: "sat.", Alphabet: alphabet.TokenDot, Min: 68, Max: 68, Valid: harnessForm, Message: "Harness service account token"},
	},
	Examples: []rules.Example{
		{Path: "run.sh", Text: "curl -H \"x-api-key: «pat.{alnum:22}.{hex:24}.{alnum:20}»\" https://app.harness.io/ng/api/user/currentUser\n", Why: "a header"},
	},
}

func harnessForm(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("."))
	if len(parts) != 4 || len(parts[1]) != 22 || len(parts[2]) != 24 || len(parts[3]) != 20 || !alphabet.All(parts[3], alphabet.Alnum) || !alphabet.All(parts[2], alphabet.Alnum) {
		return rules.Refuted
	}
	return judge.GeneratedBody(parts[3])
}
