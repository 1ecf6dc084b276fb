package rules

// bitlyAccessTokenRule finds a Bitly access token.
var bitlyAccessTokenRule = &Rule{
	ID:       "bitly-access-token",
	Title:    "Bitly access token",
	Doc:      "An access token of Bitly: 40 hexadecimal digits under a name that says Bitly. It makes and changes the account's links.",
	Fix:      "Regenerate the token at https://app.bitly.com/settings/api/ and read it from the environment.",
	Source:   "https://dev.bitly.com/docs/getting-started/authentication/",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"bitly"},
	Run:      40,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"bitly"}, Alphabet: isLowerHex, Min: 40, Max: 40, Message: "Bitly access token"})
	},
	Examples: []Example{
		{Path: "links.js", Text: "const BITLY_TOKEN = \"«{hex:40}»\";\n", Why: "a constant"},
		{Path: "a.md", Text: "bitly: bitly_api_key={repeat:x:40}\n", Why: "filler"},
		{Path: "b.py", Text: "bitly_release_sha = \"{hex:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:40}\"\n", Why: "another provider"},
	},
}
