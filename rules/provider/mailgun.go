package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// mailgunKeyRule finds Mailgun API keys.
var mailgunKeyRule = &rules.Rule{
	ID:       "mailgun-key",
	Title:    "Mailgun API key",
	Doc:      `A private API key of Mailgun (key- and 32 digits). It sends mail from every domain of the account and reads its logs and lists. Keys of the same form that do not say Mailgun nearby are left alone.`,
	Fix:      "Reset the key at https://app.mailgun.com/settings/api_security and read the new one from the environment.",
	Source:   "https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/api-key-mgmt",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"key-"},
	Run:      36,
	Solid:    true,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		if !judge.NearAny(c, "mailgun") {
			return rules.Match{}, false
		}
		m, ok := judge.MatchToken(c, rules.Token{Prefix: "key-", Alphabet: alphabet.LowerNum, Min: 32, Max: 32, Valid: judge.GeneratedBody, Message: "Mailgun private API key: sends mail from every domain"})
		if ok && !alphabet.AllHex(c.Value()[len("key-"):m.End-m.Start]) { // those of the documentation and of tests
			m.Score = judge.InFile(c, m.Score)
		}
		return m, ok
	},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const mailgunApiKey = \"«key-{hex:32}»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "MAILGUN_API_KEY=key-{repeat:x:32}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set MAILGUN_API_KEY to key-... and restart.\n", Why: "elided"},
		{Path: "a.css", Text: ".key-{lower:32} {}\n", Why: "not Mailgun"},
	},
}

// mailgunSigningKeyRule finds Mailgun API or signing keys.
var mailgunSigningKeyRule = &rules.Rule{
	ID:       "mailgun-signing-key",
	Title:    "Mailgun API or signing key",
	Doc:      `A key of Mailgun in its newer form: 32, 8 and 8 hexadecimal digits with dashes between. Private API keys and the key that signs webhooks both have it.`,
	Fix:      "Reset the key at https://app.mailgun.com/settings/api_security and read the new one from the environment.",
	Source:   "https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/api-key-mgmt",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Keywords: []string{"mailgun"},
	Run:      50,
	Check:    checkMailgunSigning,
	Examples: []rules.Example{
		{Path: "mail.js", Text: "const mg = mailgun.client({ username: 'api', key: '«{hex:32}-{hex:8}-{hex:8}»' });\n", Why: "a private key"},
		{Path: ".env", Text: "MAILGUN_WEBHOOK_SIGNING_KEY=«{hex:32}-{hex:8}-{hex:8}»\n", Why: "a signing key"},
		{Path: "README.md", Text: "MAILGUN_API_KEY={repeat:0:32}-00000000-00000000\n", Why: "filler"},
		{Path: "a.txt", Text: "mailgun message {uuid}\n", Why: "another identifier"},
	},
}

// mailgunPublicKeyRule finds Mailgun public validation keys.
var mailgunPublicKeyRule = &rules.Rule{
	ID:       "mailgun-public-key",
	Title:    "Mailgun public validation key",
	Doc:      `A public key of Mailgun (pubkey-), which validates addresses and nothing else. Mailgun means it to stand in web pages, so that it is told of and never blocks.`,
	Fix:      "Reset the key at https://app.mailgun.com/settings/api_security and read the new one from the environment.",
	Source:   "https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/api-key-mgmt",
	Severity: rules.Info,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "pubkey-", Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Score: 0.6, Message: "Mailgun public validation key"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "mailgun_public_key = \"«pubkey-{hex:32}»\"\n", Why: "by its form"},
	},
}

func checkMailgunSigning(c *rules.Candidate) (rules.Match, bool) {
	return judge.MatchToken(c, rules.Token{Alphabet: alphabet.HexDash, Min: 50, Max: 50, Valid: mailgunForm, Message: "Mailgun API key or webhook signing key"})
}

// mailgunForm verifies groups of 32, 8 and 8 digits.
func mailgunForm(token []byte) rules.Proof {
	if token[32] != '-' || token[41] != '-' || !alphabet.All(token[:32], alphabet.LowerHex) || !alphabet.All(token[33:41], alphabet.LowerHex) || !alphabet.All(token[42:], alphabet.LowerHex) || !judge.Generated(token[:32]) {
		return rules.Refuted
	}
	return rules.Formal
}
