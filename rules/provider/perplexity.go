package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// perplexityKeyRule finds Perplexity API keys.
var perplexityKeyRule = &rules.Rule{
	ID:       "perplexity-key",
	Title:    "Perplexity API key",
	Doc:      `An API key of Perplexity (pplx-). It runs models at the cost of the account.`,
	Fix:      "Delete the key at https://www.perplexity.ai/account/api/keys and read the new one from the environment.",
	Source:   "https://docs.perplexity.ai/getting-started/quickstart",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"pplx-"},
	Run:      53,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "pplx-", Alphabet: alphabet.Alnum, Min: 48, Max: 48, Message: "Perplexity API key"})
	},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const perplexityApiKey = '«pplx-{alnum:48}»';\n", Why: "by its form"},
		{Path: "README.md", Text: "PERPLEXITY_API_KEY=pplx-{repeat:x:48}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set PERPLEXITY_API_KEY to pplx-... and restart.\n", Why: "elided"},
	},
}
