package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// greptileAPIKeyRule finds a Greptile API key.
var greptileAPIKeyRule = &rules.Rule{
	ID:       "greptile-api-key",
	Title:    "Greptile API key",
	Doc:      "An API key of Greptile: 48 characters of base64 under a name that says Greptile. It reads the indexed repositories.",
	Fix:      "Delete it at https://app.greptile.com/settings/api and read the new one from the environment.",
	Source:   "https://www.greptile.com/docs/api-reference/authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"greptile"}, Alphabet: alphabet.StdBase64, Min: 48, Max: 48, Message: "Greptile API key"}},
	Examples: []rules.Example{
		{Path: "review.py", Text: "GREPTILE_API_KEY = \"«{alnum:48}»\"\n", Why: "a script"},
	},
}
