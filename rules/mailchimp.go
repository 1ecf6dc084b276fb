package rules

import "bytes"

// mailchimpKeyRule finds Mailchimp API keys.
var mailchimpKeyRule = &Rule{
	ID:       "mailchimp-key",
	Title:    "Mailchimp API key",
	Doc:      `An API key of Mailchimp: 32 hexadecimal digits and the data centre (-us12). It gives full access to the account: audiences with their addresses, campaigns, reports.`,
	Fix:      "Revoke the key at https://admin.mailchimp.com/account/api/ and read the new one from the environment.",
	Source:   "https://mailchimp.com/help/about-api-keys/",
	Severity: Error,
	Kinds:    KindToken,
	Keywords: []string{"mailchimp", "chimp", "api", "apikey", "key"},
	Run:      36,
	Check:    checkMailchimp,
	Examples: []Example{
		{Path: "news.py", Text: "client.set_config({\"api_key\": \"«{hex:32}-us14»\", \"server\": \"us14\"})\n", Why: "in a configuration"},
		{Path: ".env", Text: "MAILCHIMP_API_KEY=«{hex:32}-us6»\n", Why: "by its name"},
		{Path: "README.md", Text: "MAILCHIMP_API_KEY={repeat:0:32}-us1\n", Why: "filler"},
		{Path: "a.yml", Text: "mailchimp_list: {hex:32}\n", Why: "without a data centre"},
		{Path: "b.md", Text: "mailchimp api key: your-key-us12\n", Why: "words"},
	},
}

// mandrillKeyRule finds Mandrill API keys.
var mandrillKeyRule = &Rule{
	ID:       "mandrill-key",
	Title:    "Mandrill API key",
	Doc:      `A key of Mailchimp's transactional mail, Mandrill (md-). It sends mail from the account's domains.`,
	Fix:      "Delete the key at https://mandrillapp.com/settings and read the new one from the environment.",
	Source:   "https://mailchimp.com/developer/transactional/guides/quick-start/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"md-"},
	Keywords: []string{"mandrill", "mandrillapp"},
	Run:      25,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "md-", Alphabet: isAlnumDash, Min: 22, Max: 22, Valid: generatedBody, Message: "Mandrill key: sends mail in the name of the account"})
	},
	Examples: []Example{
		{Path: "main.go", Text: "const mandrillApiKey = \"«md-{alnum:21}A»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "MANDRILL_API_KEY=md-{repeat:x:22}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set MANDRILL_API_KEY to md-... and restart.\n", Why: "elided"},
	},
}

func checkMailchimp(c *Candidate) (Match, bool) {
	at := bytes.Index(c.Value(), []byte("-us"))
	if at < 32 {
		return Match{}, false
	}
	sub := *c
	sub.Start = c.Start + at - 32
	if sub.Start > c.Start && isAlnum(c.File.Data[sub.Start-1]) {
		return Match{}, false
	}
	return matchToken(&sub, Token{Alphabet: isAlnumDash, Min: 36, Max: 38, Valid: mailchimpForm, Message: "Mailchimp API key: full access to the account"})
}

// mailchimpForm verifies the digits and the number of the data centre.
func mailchimpForm(token []byte) Proof {
	if !isRunOf(token[:32], isLowerHex) || !bytes.HasPrefix(token[32:], []byte("-us")) || !allDigits(token[35:]) || !generated(token[:32]) {
		return Refuted
	}
	return Formal
}
