package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// voyageKeyRule finds Voyage AI API keys.
var voyageKeyRule = &rules.Rule{
	ID:       "voyage-key",
	Title:    "Voyage AI API key",
	Doc:      `An API key of Voyage AI: pa- and 43 characters, near its name. It makes embeddings at the cost of the account.`,
	Fix:      "Delete the key at https://dashboard.voyageai.com/api-keys and read the new one from the environment.",
	Source:   "https://docs.voyageai.com/docs/api-key-and-installation",
	Severity: rules.Error,
	Keywords: []string{"voyage", "voyageai"},
	Tokens:   []rules.Token{{Prefix: "pa-", Alphabet: alphabet.AlnumDash, Min: 43, Max: 43, Valid: judge.GeneratedBody, Message: "Voyage AI API key"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "voyage_api_key = \"«pa-{alnum:43}»\"\n", Why: "by its form"},
	},
}
