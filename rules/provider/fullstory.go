package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// fullstoryAPIKeyRule finds a FullStory API key.
var fullstoryAPIKeyRule = &rules.Rule{
	ID:       "fullstory-api-key",
	Title:    "FullStory API key",
	Doc:      "An API key of FullStory (na1. or eu1. and base64). It reads and deletes recorded sessions and users' data.",
	Fix:      "Revoke it at https://app.fullstory.com under Settings, API Keys and read the new one from the environment.",
	Source:   "https://developer.fullstory.com/server/getting-started/",
	Severity: rules.Error,
	Keywords: []string{"fullstory", "authorization", "basic", "key", "token"},
	Tokens: []rules.Token{
		{Prefix: "na1.", Alphabet: alphabet.StdBase64, Min: 40, Max: 140, Valid: judge.GeneratedBody, Message: "FullStory API key"},
		{Prefix: "eu1.", Alphabet: alphabet.StdBase64, Min: 40, Max: 140, Valid: judge.GeneratedBody, Message: "FullStory API key"},
	},
	Examples: []rules.Example{
		{Path: "fs.py", Text: "headers = {\"Authorization\": \"Basic «na1.{b64:66}»\"}\n", Why: "a header"},
	},
}
