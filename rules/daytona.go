package rules

// daytonaAPIKeyRule finds a Daytona API key.
var daytonaAPIKeyRule = &Rule{
	ID:       "daytona-api-key",
	Title:    "Daytona API key",
	Doc:      "An API key of Daytona (dtn_ and 64 hexadecimal digits). It creates sandboxes on the account's bill and runs code in them.",
	Fix:      "Delete it at https://app.daytona.io/dashboard/keys and read the new one from the environment.",
	Source:   "https://www.daytona.io/docs/en/api-keys/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"dtn_"},
	Run:      68,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "dtn_", Alphabet: isLowerHex, Min: 64, Max: 64, Message: "Daytona API key"})
	},
	Examples: []Example{
		{Path: "box.py", Text: "daytona = Daytona(DaytonaConfig(api_key=\"«dtn_{hex:64}»\"))\n", Why: "a client"},
		{Path: "a.md", Text: "TOKEN=dtn_{repeat:x:64}\n", Why: "filler"},
		{Path: "b.md", Text: "use dtn_... here\n", Why: "elided"},
	},
}
