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
	Kinds:    rules.KindToken,
	Prefixes: []string{"na1.", "eu1."},
	Keywords: []string{"fullstory", "authorization", "basic", "key", "token"},
	Run:      44,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c,
			rules.Token{Prefix: "na1.", Alphabet: alphabet.StdBase64, Min: 40, Max: 140, Valid: judge.GeneratedBody, Message: "FullStory API key"},
			rules.Token{Prefix: "eu1.", Alphabet: alphabet.StdBase64, Min: 40, Max: 140, Valid: judge.GeneratedBody, Message: "FullStory API key"},
		)
	},
	Examples: []rules.Example{
		{Path: "fs.py", Text: "headers = {\"Authorization\": \"Basic «na1.{b64:66}»\"}\n", Why: "a header"},
		{Path: "a.md", Text: "fullstory TOKEN=na1.{repeat:x:40}\n", Why: "filler"},
		{Path: "b.md", Text: "fullstory use na1.... here\n", Why: "elided"},
	},
}
