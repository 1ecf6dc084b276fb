package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// tavilyKeyRule finds Tavily API keys.
var tavilyKeyRule = &rules.Rule{
	ID:       "tavily-key",
	Title:    "Tavily API key",
	Doc:      `An API key of Tavily (tvly-). It searches at the cost of the account.`,
	Fix:      "Delete the key at https://app.tavily.com/ and read the new one from the environment.",
	Source:   "https://docs.tavily.com/documentation/api-reference/introduction",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "tvly-", Alphabet: alphabet.AlnumDash, Min: 32, Max: 64, Valid: judge.GeneratedBody, Message: "Tavily API key"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export TAVILY_API_KEY=«tvly-dev-{alnum:32}»\n", Why: "by its form"},
	},
}
