package rules

// ollamaKeyRule finds Ollama API keys.
var ollamaKeyRule = &Rule{
	ID:       "ollama-key",
	Title:    "Ollama API key",
	Doc:      `An API key of Ollama's cloud: 32 hexadecimal digits, a dot and 24 characters, under a name that says Ollama. It runs models at the cost of the account.`,
	Fix:      "Delete the key at https://ollama.com/settings/keys and read the new one from the environment.",
	Source:   "https://docs.ollama.com/cloud",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"ollama"},
	Run:      57,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"ollama"}, Alphabet: isTokenDot, Min: 57, Max: 57, Valid: ollamaForm, Message: "Ollama API key"})
	},
	Examples: []Example{
		{Path: "config.yml", Text: "ollama_api_key: «{hex:32}.{alnum:24}»\n", Why: "by its name"},
		{Path: "README.md", Text: "OLLAMA_API_KEY={repeat:x:57}\n", Why: "filler"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}.{alnum:24}\"\n", Why: "another name"},
		{Path: "client.py", Text: "ollama_revision = \"{hex:32}.{alnum:24}\"\n", Why: "a revision's name"},
	},
}

func ollamaForm(v []byte) Proof {
	if v[32] != '.' || !isRunOf(v[:32], isLowerHex) || !isRunOf(v[33:], isAlnumDash) {
		return Refuted
	}
	return Formal
}
