package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// apifyAPITokenRule finds an Apify API token.
var apifyAPITokenRule = &rules.Rule{
	ID:       "apify-api-token",
	Title:    "Apify API token",
	Doc:      "An API token of Apify (apify_api_). It runs actors on the account's bill and reads their results.",
	Fix:      "Delete the token at https://console.apify.com/settings/integrations and read the new one from the environment.",
	Source:   "https://docs.apify.com/platform/integrations/api",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "apify_api_", Alphabet: alphabet.Alnum, Min: 34, Max: 40, Message: "Apify API token"}},
	Examples: []rules.Example{
		{Path: "crawl.ts", Text: "const client = new ApifyClient({ token: '«apify_api_{alnum:36}»' });\n", Why: "a client"},
	},
}
