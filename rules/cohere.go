package rules

// cohereAPIKeyRule finds a Cohere API key.
var cohereAPIKeyRule = &Rule{
	ID:       "cohere-api-key",
	Title:    "Cohere API key",
	Doc:      "An API key of Cohere: 40 letters and digits under a name that says Cohere, or CO_API_KEY. It calls models on the account's bill; trial keys are of the same form.",
	Fix:      "Delete the key at https://dashboard.cohere.com/api-keys and read the new one from the environment.",
	Source:   "https://docs.cohere.com/docs/rate-limits",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"cohere", "api"},
	Run:      40,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"cohere", "co"}, Alphabet: isAlnum, Min: 40, Max: 40, Valid: notHex, Message: "Cohere API key"})
	},
	Examples: []Example{
		{Path: "llm.py", Text: "co = cohere.Client(\"«{alnum:40}»\")\n", Why: "a client"},
		{Path: ".env.ai", Text: "CO_API_KEY=«{alnum:40}»\n", Why: "by its name"},
		{Path: "a.md", Text: "cohere: cohere_api_key={repeat:x:40}\n", Why: "filler"},
		{Path: "b.py", Text: "cohere_release_sha = \"{alnum:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:40}\"\n", Why: "another provider"},
	},
}
