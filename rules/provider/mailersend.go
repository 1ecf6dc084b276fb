package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// mailersendTokenRule finds MailerSend API tokens.
var mailersendTokenRule = &rules.Rule{
	ID:       "mailersend-token",
	Title:    "MailerSend API token",
	Doc:      `An API token of MailerSend (mlsn.). It sends mail from the account's domains and reads its recipients and logs, within the scope that it was made with.`,
	Fix:      "Delete the token at https://app.mailersend.com/api-tokens and read the new one from the environment.",
	Source:   "https://developers.mailersend.com/general.html#authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "mlsn.", Alphabet: alphabet.Alnum, Min: 30, Max: 100, Message: "MailerSend API token: sends mail from the account"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "MAILERSEND_API_KEY=«mlsn.{hex:64}»\n", Why: "by its form"},
	},
}
