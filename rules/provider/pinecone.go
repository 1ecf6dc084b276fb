package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// pineconeKeyRule finds Pinecone API keys.
var pineconeKeyRule = &rules.Rule{
	ID:       "pinecone-key",
	Title:    "Pinecone API key",
	Doc:      `An API key of a Pinecone project (pcsk_). It reads, writes and deletes the project's indexes.`,
	Fix:      "Delete the key at https://app.pinecone.io/ and read the new one from the environment.",
	Source:   "https://docs.pinecone.io/guides/projects/manage-api-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "pcsk_", Alphabet: alphabet.AlnumDash, Min: 69, Max: 70, Message: "Pinecone API key: reads and deletes the project's indexes"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "pinecone_api_key = \"«pcsk_{alnum:6}_{alnum:63}»\"\n", Why: "by its form"},
	},
}

// pineconeLegacyKeyRule finds Pinecone API key without prefixs.
var pineconeLegacyKeyRule = &rules.Rule{
	ID:       "pinecone-legacy-key",
	Title:    "Pinecone API key without prefix",
	Doc:      `An API key of Pinecone in its older form, a UUID under a name that says Pinecone.`,
	Fix:      "Delete the key at https://app.pinecone.io/ and read the new one from the environment.",
	Source:   "https://docs.pinecone.io/guides/projects/manage-api-keys",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"pinecone"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "Pinecone API key: reads and deletes the project's indexes"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const pineconeApiKey = '«{uuid}»';\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "pinecone_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
