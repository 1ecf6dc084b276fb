package rules

// codaAPITokenRule finds a Coda API token.
var codaAPITokenRule = &Rule{
	ID:       "coda-api-token",
	Title:    "Coda API token",
	Doc:      "An API token of Coda: a UUID under a name that says Coda. It reads and changes the person's docs.",
	Fix:      "Delete the token at https://coda.io/account and read the new one from the environment.",
	Source:   "https://coda.io/developers/apis/v1",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"coda"},
	Run:      36,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"coda"}, Alphabet: isHexDash, Min: 36, Max: 36, Valid: uuidForm, Message: "Coda API token"})
	},
	Examples: []Example{
		{Path: "doc.py", Text: "CODA_API_TOKEN = \"«{uuid}»\"\n", Why: "a script"},
		{Path: "a.md", Text: "coda: coda_api_key={repeat:x:36}\n", Why: "filler"},
	},
}
