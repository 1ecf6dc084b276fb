package rules

// easypostAPITokenRule finds an EasyPost API key.
var easypostAPITokenRule = &Rule{
	ID:       "easypost-api-token",
	Title:    "EasyPost API key",
	Doc:      "A production API key of EasyPost (EZAK and 54 letters and digits). It buys postage on the account's bill.",
	Fix:      "Delete it at https://www.easypost.com/account/api-keys and read the new one from the environment.",
	Source:   "https://docs.easypost.com/docs/authentication",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"EZAK"},
	Run:      58,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "EZAK", Alphabet: isAlnum, Min: 54, Max: 54, Valid: generatedBody, Message: "EasyPost production API key: buys postage"})
	},
	Examples: []Example{
		{Path: "ship.rb", Text: "EasyPost::Client.new(api_key: '«EZAK{alnum:54}»')\n", Why: "a shop"},
		{Path: "a.md", Text: "TOKEN=EZAK{repeat:x:54}\n", Why: "filler"},
		{Path: "b.md", Text: "use EZAK... here\n", Why: "elided"},
	},
}

// easypostTestAPITokenRule finds an EasyPost test API key.
var easypostTestAPITokenRule = &Rule{
	ID:       "easypost-test-api-token",
	Title:    "EasyPost test API key",
	Doc:      "An API key of EasyPost's test mode (EZTK and 54 letters and digits). It buys nothing, but reads the account's test shipments, so that it is a warning.",
	Fix:      "Delete it at https://www.easypost.com/account/api-keys and read the new one from the environment.",
	Source:   "https://docs.easypost.com/docs/authentication",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"EZTK"},
	Run:      58,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "EZTK", Alphabet: isAlnum, Min: 54, Max: 54, Valid: generatedBody, Score: 0.65, Message: "EasyPost API key of test mode"})
	},
	Examples: []Example{
		{Path: "ship.py", Text: "client = easypost.EasyPostClient(\"«EZTK{alnum:54}»\")\n", Why: "a shop"},
		{Path: "a.md", Text: "TOKEN=EZTK{repeat:x:54}\n", Why: "filler"},
		{Path: "b.md", Text: "use EZTK... here\n", Why: "elided"},
	},
}
