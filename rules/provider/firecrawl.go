package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// firecrawlAPIKeyRule finds a Firecrawl API key.
var firecrawlAPIKeyRule = &rules.Rule{
	ID:       "firecrawl-api-key",
	Title:    "Firecrawl API key",
	Doc:      "An API key of Firecrawl (fc- and 32 hexadecimal digits). It crawls on the account's bill.",
	Fix:      "Delete it at https://www.firecrawl.dev/app/api-keys and read the new one from the environment.",
	Source:   "https://docs.firecrawl.dev/api-reference/introduction",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "fc-", Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Firecrawl API key"}},
	Examples: []rules.Example{
		{Path: "crawl.py", Text: "app = FirecrawlApp(api_key=\"«fc-{hex:32}»\")\n", Why: "a client"},
	},
}
