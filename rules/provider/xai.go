package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// xaiKeyRule finds xAI API keys.
var xaiKeyRule = &rules.Rule{
	ID:       "xai-key",
	Title:    "xAI API key",
	Doc:      `An API key of xAI (xai-). It runs models at the cost of the team.`,
	Fix:      "Delete the key at https://console.x.ai/ and read the new one from the environment.",
	Source:   "https://docs.x.ai/docs/tutorial",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "xai-", Alphabet: alphabet.Alnum, Min: 80, Max: 80, Message: "xAI API key"}},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const xaiApiKey = \"«xai-{alnum:80}»\"\n", Why: "by its form"},
	},
}
