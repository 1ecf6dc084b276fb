package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// minimaxKeyRule finds MiniMax API keys.
var minimaxKeyRule = &rules.Rule{
	ID:       "minimax-key",
	Title:    "MiniMax API key",
	Doc:      `An API key of MiniMax (sk-api-). It runs its models at the cost of the account.`,
	Fix:      "Delete the key at https://platform.minimax.io/user-center/basic-information/interface-key and read the new one from the environment.",
	Source:   "https://platform.minimax.io/docs/guides/quickstart",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"sk-api-"},
	Run:      126,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "sk-api-", Alphabet: alphabet.AlnumDash, Min: 119, Max: 119, Message: "MiniMax API key"})
	},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export MINIMAX_API_KEY=«sk-api-{alnum:119}»\n", Why: "by its form"},
		{Path: "README.md", Text: "MINIMAX_API_KEY=sk-api-{repeat:x:119}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set MINIMAX_API_KEY to sk-api-... and restart.\n", Why: "elided"},
	},
}
