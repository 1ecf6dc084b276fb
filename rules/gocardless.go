package rules

// gocardlessAPITokenRule finds a GoCardless access token.
var gocardlessAPITokenRule = &Rule{
	ID:       "gocardless-api-token",
	Title:    "GoCardless access token",
	Doc:      "An access token of GoCardless (live_ or sandbox_ and 40 characters) under a name that says GoCardless. The live one collects payments; that of the sandbox is a warning.",
	Fix:      "Delete it at https://manage.gocardless.com/developers and read the new one from the environment.",
	Source:   "https://developer.gocardless.com/api-reference/#making-requests-authentication",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"live_", "sandbox_"},
	Keywords: []string{"gocardless", "cardless"},
	Run:      45,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "live_", Alphabet: isAlnumDashEq, Min: 40, Max: 42, Valid: generatedBody, Message: "GoCardless live access token: collects payments"},
			Token{Prefix: "sandbox_", Alphabet: isAlnumDashEq, Min: 40, Max: 42, Score: 0.65, Message: "GoCardless access token of the sandbox"},
		)
	},
	Examples: []Example{
		{Path: "pay.rb", Text: "GOCARDLESS_ACCESS_TOKEN = '«live_{urlsafe:40}»'\n", Why: "payments"},
		{Path: "a.md", Text: "gocardless TOKEN=live_{repeat:x:40}\n", Why: "filler"},
		{Path: "b.md", Text: "gocardless use live_... here\n", Why: "elided"},
	},
}
