package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// telnyxKeyRule finds Telnyx API keys.
var telnyxKeyRule = &rules.Rule{
	ID:       "telnyx-key",
	Title:    "Telnyx API key",
	Doc:      `An API key of Telnyx (KEY and 55 characters). It sends messages and calls, and buys numbers, at the cost of the account.`,
	Fix:      "Delete the key at https://portal.telnyx.com/#/app/api-keys and read the new one from the environment.",
	Source:   "https://developers.telnyx.com/api/authentication",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"KEY"},
	Run:      58,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "KEY", Alphabet: alphabet.AlnumDash, Min: 55, Max: 55, Valid: judge.GeneratedBody, Message: "Telnyx API key: sends messages at the cost of the account"})
	},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const telnyxApiKey = \"«KEY{HEX:32}_{alnum:22}»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "TELNYX_API_KEY=KEY{repeat:x:55}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set TELNYX_API_KEY to KEY... and restart.\n", Why: "elided"},
	},
}
