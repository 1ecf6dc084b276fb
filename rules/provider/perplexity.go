package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// perplexityKeyRule finds Perplexity API keys.
var perplexityKeyRule = &rules.Rule{
	ID:       "perplexity-key",
	Title:    "Perplexity API key",
	Doc:      `An API key of Perplexity (pplx-). It runs models at the cost of the account.`,
	Fix:      "Delete the key at https://www.perplexity.ai/account/api/keys and read the new one from the environment.",
	Source:   "https://docs.perplexity.ai/getting-started/quickstart",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "pplx-", Alphabet: alphabet.Alnum, Min: 48, Max: 48, Message: "Perplexity API key"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const perplexityApiKey = '«pplx-{alnum:48}»';\n", Why: "by its form"},
	},
}
