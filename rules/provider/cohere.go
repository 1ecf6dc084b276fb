package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// cohereAPIKeyRule finds a Cohere API key.
var cohereAPIKeyRule = &rules.Rule{
	ID:       "cohere-api-key",
	Title:    "Cohere API key",
	Doc:      "An API key of Cohere: 40 letters and digits under a name that says Cohere, or CO_API_KEY. It calls models on the account's bill; trial keys are of the same form.",
	Fix:      "Delete the key at https://dashboard.cohere.com/api-keys and read the new one from the environment.",
	Source:   "https://docs.cohere.com/docs/rate-limits",
	Severity: rules.Error,
	Keywords: []string{"cohere", "api"},
	Keyed:    []rules.Keyed{{Words: []string{"cohere", "co"}, Alphabet: alphabet.Alnum, Min: 40, Max: 40, Valid: judge.NotHex, Message: "Cohere API key"}},
	Examples: []rules.Example{
		{Path: "llm.py", Text: "co = cohere.Client(\"«{alnum:40}»\")\n", Why: "a client"},
		{Path: ".env.ai", Text: "CO_API_KEY=«{alnum:40}»\n", Why: "by its name"},
		{Path: "b.py", Text: "cohere_release_sha = \"{alnum:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:40}\"\n", Why: "another provider"},
	},
}
