package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// chromaAPIKeyRule finds a Chroma Cloud API key.
var chromaAPIKeyRule = &rules.Rule{
	ID:       "chroma-api-key",
	Title:    "Chroma Cloud API key",
	Doc:      "An API key of Chroma Cloud (ck- and 44 letters and digits) under a name that says Chroma. It reads and writes the tenant's collections.",
	Fix:      "Delete the key under Settings at https://www.trychroma.com and read the new one from the environment.",
	Source:   "https://docs.trychroma.com/cloud/getting-started",
	Severity: rules.Error,
	Keywords: []string{"chroma", "chromadb", "trychroma"},
	Tokens:   []rules.Token{{Prefix: "ck-", Alphabet: alphabet.Alnum, Min: 43, Max: 45, Valid: judge.GeneratedBody, Message: "Chroma Cloud API key"}},
	Examples: []rules.Example{
		{Path: "rag.py", Text: "client = chromadb.CloudClient(api_key=\"«ck-{alnum:44}»\")\n", Why: "a client"},
	},
}
