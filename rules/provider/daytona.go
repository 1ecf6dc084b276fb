package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// daytonaAPIKeyRule finds a Daytona API key.
var daytonaAPIKeyRule = &rules.Rule{
	ID:       "daytona-api-key",
	Title:    "Daytona API key",
	Doc:      "An API key of Daytona (dtn_ and 64 hexadecimal digits). It creates sandboxes on the account's bill and runs code in them.",
	Fix:      "Delete it at https://app.daytona.io/dashboard/keys and read the new one from the environment.",
	Source:   "https://www.daytona.io/docs/en/api-keys/",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"dtn_"},
	Run:      68,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "dtn_", Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Daytona API key"})
	},
	Examples: []rules.Example{
		{Path: "box.py", Text: "daytona = Daytona(DaytonaConfig(api_key=\"«dtn_{hex:64}»\"))\n", Why: "a client"},
		{Path: "a.md", Text: "TOKEN=dtn_{repeat:x:64}\n", Why: "filler"},
		{Path: "b.md", Text: "use dtn_... here\n", Why: "elided"},
	},
}
