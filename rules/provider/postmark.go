package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// postmarkTokenRule finds Postmark tokens.
var postmarkTokenRule = &rules.Rule{
	ID:       "postmark-token",
	Title:    "Postmark token",
	Doc:      `A server token or an account token of Postmark: a UUID under a name that says Postmark. It sends mail in the owner's name and reads what was sent.`,
	Fix:      "Delete the token at https://account.postmarkapp.com/ and read the new one from the environment.",
	Source:   "https://postmarkapp.com/developer/api/overview",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"postmark", "postmarkapp"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "Postmark token: sends mail in the owner's name"}},
	Examples: []rules.Example{
		{Path: "mail.sh", Text: "curl https://api.postmarkapp.com/email -H \"X-Postmark-Server-Token: «{uuid}»\"\n", Why: "a header"},
		{Path: "app.json", Text: "{\"postmarkServerToken\": \"«{uuid}»\"}\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "postmark_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
