package rules

import (
	"bytes"
)

// beamerAPIKeyRule finds a Beamer API key.
var beamerAPIKeyRule = &Rule{
	ID:       "beamer-api-key",
	Title:    "Beamer API key",
	Doc:      "An API key of Beamer (b_ and 44 characters) under a name that says Beamer. It reads and writes the product's posts and feedback.",
	Fix:      "Delete the key at https://app.getbeamer.com/settings#api and read the new one from the environment.",
	Source:   "https://www.getbeamer.com/api",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"beamer"},
	Run:      46,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"beamer"}, Alphabet: isAlnumDashEq, Min: 46, Max: 46, Valid: beamerKey, Message: "Beamer API key"})
	},
	Examples: []Example{
		{Path: "news.js", Text: "headers: { 'Beamer-Api-Key': '«b_{alnum:43}=»' }\n", Why: "a header"},
		{Path: "a.md", Text: "beamer: beamer_api_key={repeat:x:46}\n", Why: "filler"},
	},
}

func beamerKey(v []byte) Proof {
	if !bytes.HasPrefix(v, []byte("b_")) {
		return Refuted
	}
	return Formal
}
