package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// apifyAPITokenRule finds an Apify API token.
var apifyAPITokenRule = &rules.Rule{
	ID:       "apify-api-token",
	Title:    "Apify API token",
	Doc:      "An API token of Apify (apify_api_). It runs actors on the account's bill and reads their results.",
	Fix:      "Delete the token at https://console.apify.com/settings/integrations and read the new one from the environment.",
	Source:   "https://docs.apify.com/platform/integrations/api",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"apify_api_"},
	Run:      44,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "apify_api_", Alphabet: alphabet.Alnum, Min: 34, Max: 40, Message: "Apify API token"})
	},
	Examples: []rules.Example{
		{Path: "crawl.ts", Text: "const client = new ApifyClient({ token: '«apify_api_{alnum:36}»' });\n", Why: "a client"},
		{Path: "a.md", Text: "TOKEN=apify_api_{repeat:x:34}\n", Why: "filler"},
		{Path: "b.md", Text: "use apify_api_... here\n", Why: "elided"},
	},
}
