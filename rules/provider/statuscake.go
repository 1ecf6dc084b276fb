package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// statuscakeAPIKeyRule finds the StatusCake API key.
var statuscakeAPIKeyRule = &rules.Rule{
	ID:       "statuscake-api-key",
	Title:    "StatusCake API key",
	Doc:      "An API key of StatusCake: 20 letters and digits under a name that says StatusCake. It reads and changes monitors.",
	Fix:      "Revoke the key at https://app.statuscake.com/User.php and read the new one from the environment.",
	Source:   "https://developers.statuscake.com/guides/api/authentication/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"statuscake"}, Alphabet: alphabet.Alnum, Min: 20, Max: 30, Message: "StatusCake API key: reads and changes monitors"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export STATUSCAKE_API_KEY=«{alnum:20}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:20}\"\n", Why: "another name"},
	},
}
