package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// brevoKeyRule finds Brevo API keys.
var brevoKeyRule = &rules.Rule{
	ID:       "brevo-key",
	Title:    "Brevo API key",
	Doc:      `An API key of Brevo, once Sendinblue (xkeysib-). It sends mail and messages, and reads every contact.`,
	Fix:      "Delete the key at https://app.brevo.com/settings/keys/api and read the new one from the environment.",
	Source:   "https://developers.brevo.com/docs/getting-started",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"xkeysib-"},
	Run:      89,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "xkeysib-", Alphabet: alphabet.AlnumDash, Min: 81, Max: 81, Message: "Brevo API key: sends mail and reads contacts"})
	},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "BREVO_API_KEY = \"«xkeysib-{hex:64}-{alnum:16}»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "BREVO_API_KEY=xkeysib-{repeat:x:81}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set BREVO_API_KEY to xkeysib-... and restart.\n", Why: "elided"},
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
	Kinds:    rules.KindToken,
	Prefixes: []string{"xsmtpsib-"},
	Run:      90,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "xsmtpsib-", Alphabet: alphabet.AlnumDash, Min: 81, Max: 81, Message: "Brevo SMTP key: sends mail in the owner's name"})
	},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"smtpPassword\": \"«xsmtpsib-{hex:64}-{alnum:16}»\"}\n", Why: "by its form"},
		{Path: "README.md", Text: "SMTP_PASSWORD=xsmtpsib-{repeat:x:81}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set SMTP_PASSWORD to xsmtpsib-... and restart.\n", Why: "elided"},
	},
}
