package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// stabilityKeyRule finds Stability AI API keys.
var stabilityKeyRule = &rules.Rule{
	ID:       "stability-key",
	Title:    "Stability AI API key",
	Doc:      `An API key of Stability AI: sk- and 48 letters and digits, near its name. It makes images at the cost of the account.`,
	Fix:      "Delete the key at https://platform.stability.ai/account/keys and read the new one from the environment.",
	Source:   "https://platform.stability.ai/docs/getting-started/authentication",
	Severity: rules.Error,
	Keywords: []string{"stability", "stabilityai", "dreamstudio"},
	Tokens:   []rules.Token{{Prefix: "sk-", Alphabet: alphabet.Alnum, Min: 48, Max: 48, Valid: judge.GeneratedBody, Message: "Stability AI API key"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"stabilityApiKey\": \"«sk-{alnum:48}»\"}\n", Why: "by its form"},
	},
}
