package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// jotformAPIKeyRule finds a Jotform API key.
var jotformAPIKeyRule = &rules.Rule{
	ID:       "jotform-api-key",
	Title:    "Jotform API key",
	Doc:      "An API key of Jotform: 32 hexadecimal digits under a name that says Jotform. It reads forms and what people answered.",
	Fix:      "Delete it at https://www.jotform.com/myaccount/api and read the new one from the environment.",
	Source:   "https://api.jotform.com/docs/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"jotform"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Jotform API key"}},
	Examples: []rules.Example{
		{Path: "form.js", Text: "const JOTFORM_API_KEY = '«{hex:32}»';\n", Why: "a script"},
		{Path: "b.py", Text: "jotform_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
