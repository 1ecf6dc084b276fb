package rules

// pineconeKeyRule finds Pinecone API keys.
var pineconeKeyRule = &Rule{
	ID:       "pinecone-key",
	Title:    "Pinecone API key",
	Doc:      `An API key of a Pinecone project (pcsk_). It reads, writes and deletes the project's indexes.`,
	Fix:      "Delete the key at https://app.pinecone.io/ and read the new one from the environment.",
	Source:   "https://docs.pinecone.io/guides/projects/manage-api-keys",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"pcsk_"},
	Run:      74,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "pcsk_", Alphabet: isAlnumDash, Min: 69, Max: 70, Message: "Pinecone API key: reads and deletes the project's indexes"})
	},
	Examples: []Example{
		{Path: "client.rb", Text: "pinecone_api_key = \"«pcsk_{alnum:6}_{alnum:63}»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "PINECONE_API_KEY=pcsk_{repeat:x:69}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set PINECONE_API_KEY to pcsk_... and restart.\n", Why: "elided"},
	},
}

// pineconeLegacyKeyRule finds Pinecone API key without prefixs.
var pineconeLegacyKeyRule = &Rule{
	ID:       "pinecone-legacy-key",
	Title:    "Pinecone API key without prefix",
	Doc:      `An API key of Pinecone in its older form, a UUID under a name that says Pinecone.`,
	Fix:      "Delete the key at https://app.pinecone.io/ and read the new one from the environment.",
	Source:   "https://docs.pinecone.io/guides/projects/manage-api-keys",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"pinecone"},
	Run:      36,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"pinecone"}, Alphabet: isHexDash, Min: 36, Max: 36, Valid: uuidForm, Message: "Pinecone API key: reads and deletes the project's indexes"})
	},
	Examples: []Example{
		{Path: "client.ts", Text: "const pineconeApiKey = '«{uuid}»';\n", Why: "by its name"},
		{Path: "README.md", Text: "PINECONE_API_KEY=00000000-0000-0000-0000-000000000000\n", Why: "filler"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "pinecone_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
