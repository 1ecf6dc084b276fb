package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// assemblyaiAPIKeyRule finds an AssemblyAI API key.
var assemblyaiAPIKeyRule = &rules.Rule{
	ID:       "assemblyai-api-key",
	Title:    "AssemblyAI API key",
	Doc:      "An API key of AssemblyAI: 32 hexadecimal digits under a name that says AssemblyAI. It spends the account's credit and reads its transcripts.",
	Fix:      "Regenerate the key at https://www.assemblyai.com/dashboard and read it from the environment.",
	Source:   "https://www.assemblyai.com/docs/api-reference/overview",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"assemblyai", "aai"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "AssemblyAI API key"}},
	Examples: []rules.Example{
		{Path: "speech.py", Text: "aai.settings.api_key = \"«{hex:32}»\"  # AssemblyAI\n", Why: "the SDK"},
		{Path: ".env.prod", Text: "ASSEMBLYAI_API_KEY=«{hex:32}»\n", Why: "by its name"},
		{Path: "b.py", Text: "assemblyai_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
