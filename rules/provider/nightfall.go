package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// nightfallKeyRule finds Nightfall API keys.
var nightfallKeyRule = &rules.Rule{
	ID:       "nightfall-key",
	Title:    "Nightfall API key",
	Doc:      `An API key of Nightfall (NF-). It scans content for sensitive data at the account's cost and reads its policies.`,
	Fix:      "Delete the key at https://app.nightfall.ai/developer-platform and read the new one from the environment.",
	Source:   "https://help.nightfall.ai/developer-api/introduction-to-developer-apis/authentication-and-security",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "NF-", Alphabet: alphabet.Alnum, Min: 32, Max: 32, Valid: judge.GeneratedBody, Message: "Nightfall API key"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "NIGHTFALL_API_KEY=«NF-{alnum:32}»\n", Why: "by its form"},
	},
}
