package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// readmeKeyRule finds ReadMe API keys.
var readmeKeyRule = &rules.Rule{
	ID:       "readme-key",
	Title:    "ReadMe API key",
	Doc:      `An API key of ReadMe (rdme_). It changes the documentation of its project.`,
	Fix:      "Delete the key at https://dash.readme.com/ and read the new one from the environment.",
	Source:   "https://docs.readme.com/main/reference/intro/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "rdme_", Alphabet: alphabet.LowerNum, Min: 70, Max: 80, Message: "ReadMe API key: changes documentation"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"readmeApiKey\": \"«rdme_xn8s9h{hex:64}»\"}\n", Why: "by its form"},
	},
}
