package rules

// assemblyaiAPIKeyRule finds an AssemblyAI API key.
var assemblyaiAPIKeyRule = &Rule{
	ID:       "assemblyai-api-key",
	Title:    "AssemblyAI API key",
	Doc:      "An API key of AssemblyAI: 32 hexadecimal digits under a name that says AssemblyAI. It spends the account's credit and reads its transcripts.",
	Fix:      "Regenerate the key at https://www.assemblyai.com/dashboard and read it from the environment.",
	Source:   "https://www.assemblyai.com/docs/api-reference/overview",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"assemblyai", "aai"},
	Run:      32,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"assemblyai", "aai"}, Alphabet: isLowerHex, Min: 32, Max: 32, Message: "AssemblyAI API key"})
	},
	Examples: []Example{
		{Path: "speech.py", Text: "aai.settings.api_key = \"«{hex:32}»\"  # AssemblyAI\n", Why: "the SDK"},
		{Path: ".env.prod", Text: "ASSEMBLYAI_API_KEY=«{hex:32}»\n", Why: "by its name"},
		{Path: "a.md", Text: "assemblyai: assemblyai_api_key={repeat:x:32}\n", Why: "filler"},
		{Path: "b.py", Text: "assemblyai_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
