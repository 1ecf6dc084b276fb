package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// crowdinTokenRule finds a Crowdin personal access token.
var crowdinTokenRule = &rules.Rule{
	ID:       "crowdin-token",
	Title:    "Crowdin personal access token",
	Doc:      "A personal access token of Crowdin: 80 letters and digits under a name that says Crowdin. It reads and changes the projects' translations.",
	Fix:      "Revoke it at https://crowdin.com/settings#api-key and read the new one from the environment.",
	Source:   "https://developer.crowdin.com/authentication/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"crowdin"}, Alphabet: alphabet.Alnum, Min: 80, Max: 80, Message: "Crowdin personal access token"}},
	Examples: []rules.Example{
		{Path: "crowdin.yml", Text: "crowdin_api_token: \"«{hex:80}»\"\n", Why: "the client"},
		{Path: "b.py", Text: "crowdin_release_sha = \"{alnum:80}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:80}\"\n", Why: "another provider"},
	},
}
