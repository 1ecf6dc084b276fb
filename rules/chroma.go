package rules

// chromaAPIKeyRule finds a Chroma Cloud API key.
var chromaAPIKeyRule = &Rule{
	ID:       "chroma-api-key",
	Title:    "Chroma Cloud API key",
	Doc:      "An API key of Chroma Cloud (ck- and 44 letters and digits) under a name that says Chroma. It reads and writes the tenant's collections.",
	Fix:      "Delete the key under Settings at https://www.trychroma.com and read the new one from the environment.",
	Source:   "https://docs.trychroma.com/cloud/getting-started",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"ck-"},
	Keywords: []string{"chroma", "chromadb", "trychroma"},
	Run:      46,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "ck-", Alphabet: isAlnum, Min: 43, Max: 45, Valid: generatedBody, Message: "Chroma Cloud API key"})
	},
	Examples: []Example{
		{Path: "rag.py", Text: "client = chromadb.CloudClient(api_key=\"«ck-{alnum:44}»\")\n", Why: "a client"},
		{Path: "a.md", Text: "chroma TOKEN=ck-{repeat:x:43}\n", Why: "filler"},
		{Path: "b.md", Text: "chroma use ck-... here\n", Why: "elided"},
	},
}
