package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// mailchimpKeyRule finds Mailchimp API keys.
var mailchimpKeyRule = &rules.Rule{
	ID:       "mailchimp-key",
	Title:    "Mailchimp API key",
	Doc:      `An API key of Mailchimp: 32 hexadecimal digits and the data centre (-us12). It gives full access to the account: audiences with their addresses, campaigns, reports.`,
	Fix:      "Revoke the key at https://admin.mailchimp.com/account/api/ and read the new one from the environment.",
	Source:   "https://mailchimp.com/help/about-api-keys/",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Keywords: []string{"mailchimp", "chimp", "api", "apikey", "key"},
	Run:      36,
	Check:    checkMailchimp,
	Examples: []rules.Example{
		{Path: "news.py", Text: "client.set_config({\"api_key\": \"«{hex:32}-us14»\", \"server\": \"us14\"})\n", Why: "in a configuration"},
		{Path: ".env", Text: "MAILCHIMP_API_KEY=«{hex:32}-us6»\n", Why: "by its name"},
		{Path: "README.md", Text: "MAILCHIMP_API_KEY={repeat:0:32}-us1\n", Why: "filler"},
		{Path: "a.yml", Text: "mailchimp_list: {hex:32}\n", Why: "without a data centre"},
		{Path: "b.md", Text: "mailchimp api key: your-key-us12\n", Why: "words"},
	},
}

// mandrillKeyRule finds Mandrill API keys.
var mandrillKeyRule = &rules.Rule{
	ID:       "mandrill-key",
	Title:    "Mandrill API key",
	Doc:      `A key of Mailchimp's transactional mail, Mandrill (md-). It sends mail from the account's domains.`,
	Fix:      "Delete the key at https://mandrillapp.com/settings and read the new one from the environment.",
	Source:   "https://mailchimp.com/developer/transactional/guides/quick-start/",
	Severity: rules.Error,
	Keywords: []string{"mandrill", "mandrillapp"},
	Tokens:   []rules.Token{{Prefix: "md-", Alphabet: alphabet.AlnumDash, Min: 22, Max: 22, Valid: judge.GeneratedBody, Message: "Mandrill key: sends mail in the name of the account"}},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const mandrillApiKey = \"«md-{alnum:21}A»\"\n", Why: "by its form"},
	},
}

func checkMailchimp(c *rules.Candidate) (rules.Match, bool) {
	at := bytes.Index(c.Value(), []byte("-us"))
	if at < 32 {
		return rules.Match{}, false
	}
	sub := *c
	sub.Start = c.Start + at - 32
	if sub.Start > c.Start && alphabet.Alnum(c.File.Data[sub.Start-1]) {
		return rules.Match{}, false
	}
	return judge.MatchToken(&sub, rules.Token{Alphabet: alphabet.AlnumDash, Min: 36, Max: 38, Valid: mailchimpForm, Message: "Mailchimp API key: full access to the account"})
}

// mailchimpForm verifies the digits and the number of the data center.
func mailchimpForm(token []byte) rules.Proof {
	if !alphabet.All(token[:32], alphabet.LowerHex) || !bytes.HasPrefix(token[32:], []byte("-us")) || !alphabet.AllDigits(token[35:]) || !judge.Generated(token[:32]) {
		return rules.Refuted
	}
	return rules.Formal
}
