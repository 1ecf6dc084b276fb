package rules

// freshbooksAccessTokenRule finds a FreshBooks token or secret.
var freshbooksAccessTokenRule = &Rule{
	ID:       "freshbooks-access-token",
	Title:    "FreshBooks token or secret",
	Doc:      "An access token or client secret of FreshBooks: 64 hexadecimal digits under a name that says FreshBooks. It reads and changes invoices and clients.",
	Fix:      "Revoke it at https://my.freshbooks.com/#/developer and read the new one from the environment.",
	Source:   "https://www.freshbooks.com/api/authentication",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"freshbooks"},
	Run:      64,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"freshbooks"}, Alphabet: isLowerNum, Min: 64, Max: 64, Message: "FreshBooks token or secret"})
	},
	Examples: []Example{
		{Path: "books.py", Text: "FRESHBOOKS_CLIENT_SECRET = \"«{hex:64}»\"\n", Why: "an application"},
		{Path: "a.md", Text: "freshbooks: freshbooks_api_key={repeat:x:64}\n", Why: "filler"},
		{Path: "b.py", Text: "freshbooks_release_sha = \"{lowernum:64}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{lowernum:64}\"\n", Why: "another provider"},
	},
}
