package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// ollamaKeyRule finds Ollama API keys.
var ollamaKeyRule = &rules.Rule{
	ID:       "ollama-key",
	Title:    "Ollama API key",
	Doc:      `An API key of Ollama's cloud: 32 hexadecimal digits, a dot and 24 characters, under a name that says Ollama. It runs models at the cost of the account.`,
	Fix:      "Delete the key at https://ollama.com/settings/keys and read the new one from the environment.",
	Source:   "https://docs.ollama.com/cloud",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"ollama"}, Alphabet: alphabet.TokenDot, Min: 57, Max: 57, Valid: ollamaForm, Message: "Ollama API key"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "ollama_api_key: «{hex:32}.{alnum:24}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}.{alnum:24}\"\n", Why: "another name"},
		{Path: "client.py", Text: "ollama_revision = \"{hex:32}.{alnum:24}\"\n", Why: "a revision's name"},
	},
}

func ollamaForm(v []byte) rules.Proof {
	if v[32] != '.' || !alphabet.All(v[:32], alphabet.LowerHex) || !alphabet.All(v[33:], alphabet.AlnumDash) {
		return rules.Refuted
	}
	return rules.Formal
}
