package rules

// firecrawlAPIKeyRule finds a Firecrawl API key.
var firecrawlAPIKeyRule = &Rule{
	ID:       "firecrawl-api-key",
	Title:    "Firecrawl API key",
	Doc:      "An API key of Firecrawl (fc- and 32 hexadecimal digits). It crawls on the account's bill.",
	Fix:      "Delete it at https://www.firecrawl.dev/app/api-keys and read the new one from the environment.",
	Source:   "https://docs.firecrawl.dev/api-reference/introduction",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"fc-"},
	Run:      35,
	Solid:    true,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "fc-", Alphabet: isLowerHex, Min: 32, Max: 32, Message: "Firecrawl API key"})
	},
	Examples: []Example{
		{Path: "crawl.py", Text: "app = FirecrawlApp(api_key=\"«fc-{hex:32}»\")\n", Why: "a client"},
		{Path: "a.md", Text: "TOKEN=fc-{repeat:x:32}\n", Why: "filler"},
		{Path: "b.md", Text: "use fc-... here\n", Why: "elided"},
	},
}
