package rules

// fullstoryAPIKeyRule finds a FullStory API key.
var fullstoryAPIKeyRule = &Rule{
	ID:       "fullstory-api-key",
	Title:    "FullStory API key",
	Doc:      "An API key of FullStory (na1. or eu1. and base64). It reads and deletes recorded sessions and users' data.",
	Fix:      "Revoke it at https://app.fullstory.com under Settings, API Keys and read the new one from the environment.",
	Source:   "https://developer.fullstory.com/server/getting-started/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"na1.", "eu1."},
	Keywords: []string{"fullstory", "authorization", "basic", "key", "token"},
	Run:      44,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "na1.", Alphabet: isStdBase64, Min: 40, Max: 140, Valid: generatedBody, Message: "FullStory API key"},
			Token{Prefix: "eu1.", Alphabet: isStdBase64, Min: 40, Max: 140, Valid: generatedBody, Message: "FullStory API key"},
		)
	},
	Examples: []Example{
		{Path: "fs.py", Text: "headers = {\"Authorization\": \"Basic «na1.{b64:66}»\"}\n", Why: "a header"},
		{Path: "a.md", Text: "fullstory TOKEN=na1.{repeat:x:40}\n", Why: "filler"},
		{Path: "b.md", Text: "fullstory use na1.... here\n", Why: "elided"},
	},
}
