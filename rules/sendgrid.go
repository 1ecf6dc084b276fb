package rules

import "bytes"

// sendgridKey finds SendGrid's keys.
var sendgridKey = &Rule{
	ID:       "sendgrid-key",
	Title:    "SendGrid key",
	Doc:      `An API key of SendGrid: SG, an identifier of 22 characters and a secret of 43, with dots between. With it, mail is sent in the owner's name.`,
	Fix:      "Delete the key at https://app.sendgrid.com/settings/api_keys and read the new one from the environment.",
	Source:   "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"SG."},
	Run:      69,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "SG.", Alphabet: isTokenDot, Min: 66, Max: 66, Valid: sendgridParts, Message: "SendGrid API key: sends mail in the owner's name"})
	},
	Examples: []Example{
		{Path: "mail.py", Text: "sg = SendGridAPIClient('«SG.{urlsafe:21}A.{urlsafe:42}A»')\n", Why: "a key"},
		{Path: "a.md", Text: "SENDGRID_API_KEY=SG.{repeat:x:22}.{repeat:x:43}\n", Why: "filler"},
		{Path: "b.py", Text: "SG.client.mail.send.post\n", Why: "a name with parts"},
	},
}

func sendgridParts(token []byte) Proof {
	parts := bytes.Split(token, []byte("."))
	if len(parts) != 3 || len(parts[1]) != 22 || len(parts[2]) != 43 {
		return Refuted
	}
	return Formal
}
