package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// openrouterKeyRule finds OpenRouter API keys.
var openrouterKeyRule = &rules.Rule{
	ID:       "openrouter-key",
	Title:    "OpenRouter API key",
	Doc:      `An API key of OpenRouter (sk-or-v1-). It runs models of many providers at the cost of the account.`,
	Fix:      "Delete the key at https://openrouter.ai/settings/keys and read the new one from the environment.",
	Source:   "https://openrouter.ai/docs/api/reference/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "sk-or-v1-", Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "OpenRouter API key"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "OPENROUTER_API_KEY = \"«sk-or-v1-{hex:64}»\"\n", Why: "by its form"},
	},
}
