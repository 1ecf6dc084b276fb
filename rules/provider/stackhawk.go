package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// stackhawkKeyRule finds StackHawk API keys.
var stackhawkKeyRule = &rules.Rule{
	ID:       "stackhawk-key",
	Title:    "StackHawk API key",
	Doc:      `An API key of StackHawk (hawk.): two parts of 20 characters. It runs scans and reads the weaknesses that they found.`,
	Fix:      "Delete the key at https://app.stackhawk.com/settings/apikeys and read the new one from the environment.",
	Source:   "https://docs.stackhawk.com/apidocs.html",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"hawk."},
	Run:      46,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "hawk.", Alphabet: alphabet.TokenDot, Min: 41, Max: 41, Valid: judge.GeneratedBody, Message: "StackHawk API key: reads weaknesses"})
	},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export HAWK_API_KEY=«hawk.{alnum:20}.{alnum:20}»\n", Why: "by its form"},
		{Path: "README.md", Text: "HAWK_API_KEY=hawk.{repeat:x:41}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set HAWK_API_KEY to hawk.... and restart.\n", Why: "elided"},
	},
}
