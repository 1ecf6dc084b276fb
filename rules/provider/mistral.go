package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// mistralKeyRule finds Mistral API keys.
var mistralKeyRule = &rules.Rule{
	ID:       "mistral-key",
	Title:    "Mistral API key",
	Doc:      `An API key of Mistral AI: 32 letters and digits under a name that says Mistral. It runs models at the cost of the workspace.`,
	Fix:      "Delete the key at https://console.mistral.ai/api-keys and read the new one from the environment.",
	Source:   "https://docs.mistral.ai/getting-started/quickstart",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"mistral", "mistralai"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Message: "Mistral API key"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "MISTRAL_API_KEY = \"«{alnum:32}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "mistral_revision = \"{alnum:32}\"\n", Why: "a revision's name"},
	},
}
