package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// newsapiAPIKeyRule finds the NewsAPI API key.
var newsapiAPIKeyRule = &rules.Rule{
	ID:       "newsapi-api-key",
	Title:    "NewsAPI API key",
	Doc:      "An API key of NewsAPI: 32 hexadecimal digits under a name that says NewsAPI. It spends the requests of the account.",
	Fix:      "Revoke the key at https://newsapi.org/account and read the new one from the environment.",
	Source:   "https://newsapi.org/docs/authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"newsapi"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "NewsAPI API key: spends the requests of the account"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export NEWSAPI_API_KEY=«{hex:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}\"\n", Why: "another name"},
	},
}
