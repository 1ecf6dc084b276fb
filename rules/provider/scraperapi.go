package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// scraperapiAPIKeyRule finds the ScraperAPI API key.
var scraperapiAPIKeyRule = &rules.Rule{
	ID:       "scraperapi-api-key",
	Title:    "ScraperAPI API key",
	Doc:      "An API key of ScraperAPI: 32 hexadecimal digits under a name that says ScraperAPI. It spends the requests of the account.",
	Fix:      "Revoke the key at https://dashboard.scraperapi.com and read the new one from the environment.",
	Source:   "https://docs.scraperapi.com/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"scraperapi", "scraper"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "ScraperAPI API key: spends the requests of the account"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export SCRAPERAPI_KEY=«{hex:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}\"\n", Why: "another name"},
	},
}
