package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// clarifaiAPIKeyRule finds a Clarifai key.
var clarifaiAPIKeyRule = &rules.Rule{
	ID:       "clarifai-api-key",
	Title:    "Clarifai key",
	Doc:      "A personal access token or app key of Clarifai: 32 hexadecimal digits under a name that says Clarifai. It calls models on the account's bill and reads its data.",
	Fix:      "Delete it at https://clarifai.com/settings/security and read the new one from the environment.",
	Source:   "https://docs.clarifai.com/control/authentication/pat",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"clarifai"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Clarifai key"}},
	Examples: []rules.Example{
		{Path: "vision.py", Text: "CLARIFAI_PAT = \"«{hex:32}»\"\n", Why: "a client"},
		{Path: "b.py", Text: "clarifai_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
