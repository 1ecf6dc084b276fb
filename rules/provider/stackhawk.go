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
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "hawk.", Alphabet: alphabet.TokenDot, Min: 41, Max: 41, Valid: judge.GeneratedBody, Message: "StackHawk API key: reads weaknesses"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export HAWK_API_KEY=«hawk.{alnum:20}.{alnum:20}»\n", Why: "by its form"},
	},
}
