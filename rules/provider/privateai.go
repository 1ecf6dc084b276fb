package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// privateaiKeyRule finds Private AI API keys.
var privateaiKeyRule = &rules.Rule{
	ID:       "privateai-key",
	Title:    "Private AI API key",
	Doc:      `An API key of Private AI: 32 characters under a name that says so. It runs the service at the cost of the account.`,
	Fix:      "Delete the key at https://portal.private-ai.com/ and read the new one from the environment.",
	Source:   "https://docs.private-ai.com/",
	Severity: rules.Error,
	Keywords: []string{"private", "privateai"},
	Keyed:    []rules.Keyed{{Words: []string{"privateai"}, Alphabet: alphabet.LowerNum, Min: 32, Max: 32, Message: "Private AI API key"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"privateAiApiKey\": \"«{lowernum:32}»\"}\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{lowernum:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "privateai_revision = \"{lowernum:32}\"\n", Why: "a revision's name"},
	},
}
