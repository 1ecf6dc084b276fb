package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// sendgridKey finds SendGrid's keys.
var sendgridKey = &rules.Rule{
	ID:       "sendgrid-key",
	Title:    "SendGrid key",
	Doc:      `An API key of SendGrid: SG, an identifier of 22 characters and a secret of 43, with dots between. With it, mail is sent in the owner's name.`,
	Fix:      "Delete the key at https://app.sendgrid.com/settings/api_keys and read the new one from the environment.",
	Source:   "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "SG.", Alphabet: alphabet.TokenDot, Min: 66, Max: 66, Valid: sendgridParts, Message: "SendGrid API key: sends mail in the owner's name"}},
	Examples: []rules.Example{
		{Path: "mail.py", Text: "sg = SendGridAPIClient('«SG.{urlsafe:21}A.{urlsafe:42}A»')\n", Why: "a key"},
		{Path: "b.py", Text: "SG.client.mail.send.post\n", Why: "a name with parts"},
	},
}

func sendgridParts(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("."))
	if len(parts) != 3 || len(parts[1]) != 22 || len(parts[2]) != 43 {
		return rules.Refuted
	}
	return rules.Formal
}
