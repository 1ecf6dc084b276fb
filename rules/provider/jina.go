package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// jinaAPIKeyRule finds a Jina AI API key.
var jinaAPIKeyRule = &rules.Rule{
	ID:       "jina-api-key",
	Title:    "Jina AI API key",
	Doc:      "An API key of Jina AI (jina_ and 60 characters). It calls models on the account's tokens.",
	Fix:      "Delete it at https://jina.ai/api-dashboard/key-manager and read the new one from the environment.",
	Source:   "https://jina.ai/embeddings/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "jina_", Alphabet: alphabet.AlnumDash, Min: 58, Max: 64, Valid: judge.GeneratedBody, Message: "Jina AI API key"}},
	Examples: []rules.Example{
		{Path: "embed.py", Text: "headers = {\"Authorization\": \"Bearer «jina_{alnum:60}»\"}\n", Why: "a header"},
	},
}
