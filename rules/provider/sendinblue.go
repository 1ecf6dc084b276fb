package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// brevoKeyRule finds Brevo API keys.
var brevoKeyRule = &rules.Rule{
	ID:       "brevo-key",
	Title:    "Brevo API key",
	Doc:      `An API key of Brevo, once Sendinblue (xkeysib-). It sends mail and messages, and reads every contact.`,
	Fix:      "Delete the key at https://app.brevo.com/settings/keys/api and read the new one from the environment.",
	Source:   "https://developers.brevo.com/docs/getting-started",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "xkeysib-", Alphabet: alphabet.AlnumDash, Min: 81, Max: 81, Message: "Brevo API key: sends mail and reads contacts"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "BREVO_API_KEY = \"«xkeysib-{hex:64}-{alnum:16}»\"\n", Why: "by its form"},
	},
}

// brevoSmtpKeyRule finds Brevo SMTP keys.
var brevoSmtpKeyRule = &rules.Rule{
	ID:       "brevo-smtp-key",
	Title:    "Brevo SMTP key",
	Doc:      `An SMTP key of Brevo, once Sendinblue (xsmtpsib-). It sends mail in the owner's name.`,
	Fix:      "Delete the key at https://app.brevo.com/settings/keys/smtp and read the new one from the environment.",
	Source:   "https://help.brevo.com/hc/en-us/articles/7959631848850",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "xsmtpsib-", Alphabet: alphabet.AlnumDash, Min: 81, Max: 81, Message: "Brevo SMTP key: sends mail in the owner's name"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"smtpPassword\": \"«xsmtpsib-{hex:64}-{alnum:16}»\"}\n", Why: "by its form"},
	},
}
