package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// minimaxKeyRule finds MiniMax API keys.
var minimaxKeyRule = &rules.Rule{
	ID:       "minimax-key",
	Title:    "MiniMax API key",
	Doc:      `An API key of MiniMax (sk-api-). It runs its models at the cost of the account.`,
	Fix:      "Delete the key at https://platform.minimax.io/user-center/basic-information/interface-key and read the new one from the environment.",
	Source:   "https://platform.minimax.io/docs/guides/quickstart",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "sk-api-", Alphabet: alphabet.AlnumDash, Min: 119, Max: 119, Message: "MiniMax API key"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export MINIMAX_API_KEY=«sk-api-{alnum:119}»\n", Why: "by its form"},
	},
}
