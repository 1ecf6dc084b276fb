package rules

import (
	"bytes"
)

// kagiAPIKeyRule finds a Kagi API key.
var kagiAPIKeyRule = &Rule{
	ID:       "kagi-api-key",
	Title:    "Kagi API key",
	Doc:      "An API key or session link of Kagi: 11 URL-safe characters, a dot and 43 more under a name that says Kagi. It searches on the account's balance.",
	Fix:      "Regenerate it at https://kagi.com/settings?p=api and read it from the environment.",
	Source:   "https://help.kagi.com/kagi/api/overview.html",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"kagi"},
	Run:      55,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"kagi"}, Alphabet: isTokenDot, Min: 55, Max: 55, Valid: kagiForm, Message: "Kagi API key"})
	},
	Examples: []Example{
		{Path: "search.py", Text: "KAGI_API_KEY = \"«{urlsafe:11}.{urlsafe:43}»\"\n", Why: "a script"},
		{Path: "a.md", Text: "kagi: kagi_api_key={repeat:x:55}\n", Why: "filler"},
	},
}

func kagiForm(v []byte) Proof {
	if bytes.IndexByte(v, '.') != 11 || bytes.Count(v, []byte(".")) != 1 {
		return Refuted
	}
	return generatedBody(v[12:])
}
