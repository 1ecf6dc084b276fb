package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// braveSearchAPIKeyRule finds a Brave Search API key.
var braveSearchAPIKeyRule = &rules.Rule{
	ID:       "brave-search-api-key",
	Title:    "Brave Search API key",
	Doc:      "An API key of Brave Search (BSA and 27 characters). It spends the account's quota.",
	Fix:      "Delete the key at https://api-dashboard.search.brave.com/app/keys and read the new one from the environment.",
	Source:   "https://api-dashboard.search.brave.com/documentation/guides/authentication",
	Severity: rules.Error,
	Keywords: []string{"brave", "subscription", "bsa", "search", "key", "token"},
	Tokens:   []rules.Token{{Prefix: "BSA", Alphabet: alphabet.AlnumDash, Min: 27, Max: 28, Valid: judge.GeneratedBody, Score: 0.85, Message: "Brave Search API key"}},
	Examples: []rules.Example{
		{Path: "search.py", Text: "headers = {\"X-Subscription-Token\": \"«BSA{alnum:28}»\"}\n", Why: "a header"},
		{Path: "c.go", Text: "type BSAStatementExporterForTheSearch struct{}\n", Why: "a name"},
	},
}
