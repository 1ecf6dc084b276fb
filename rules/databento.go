package rules

// databentoAPIKeyRule finds a Databento API key.
var databentoAPIKeyRule = &Rule{
	ID:       "databento-api-key",
	Title:    "Databento API key",
	Doc:      "An API key of Databento (db- and 29 letters and digits). It buys market data on the account's bill.",
	Fix:      "Revoke it at https://databento.com/portal/keys and read the new one from the environment.",
	Source:   "https://databento.com/docs/portal/api-keys",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"db-"},
	Run:      32,
	Solid:    true,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "db-", Alphabet: isAlnum, Min: 29, Max: 29, Valid: generatedBody, Message: "Databento API key"})
	},
	Examples: []Example{
		{Path: "md.py", Text: "client = databento.Historical(\"«db-{alnum:29}»\")\n", Why: "a client"},
		{Path: "c.css", Text: ".db-connectionconfigurationpanel { }\n", Why: "a class"},
		{Path: "a.md", Text: "TOKEN=db-{repeat:x:29}\n", Why: "filler"},
		{Path: "b.md", Text: "use db-... here\n", Why: "elided"},
	},
}
