package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// datagovAPIKeyRule finds an api.data.gov key.
var datagovAPIKeyRule = &rules.Rule{
	ID:       "datagov-api-key",
	Title:    "api.data.gov key",
	Doc:      "A key of api.data.gov: 40 letters and digits under a name that says data.gov. It spends its owner's request limit; sign-up is free, so that it is a warning.",
	Fix:      "Ask for another key at https://api.data.gov/signup/ and read it from the environment.",
	Source:   "https://api.data.gov/docs/developer-manual/",
	Severity: rules.Warning,
	Keywords: []string{"gov", "datagov"},
	Keyed:    []rules.Keyed{{Words: []string{"datagov"}, Alphabet: alphabet.Alnum, Min: 40, Max: 40, Valid: judge.NotHex, Score: 0.66, Message: "api.data.gov key"}},
	Examples: []rules.Example{
		{Path: "farm.py", Text: "DATA_GOV_API_KEY = \"«{alnum:40}»\"\n", Why: "a script"},
		{Path: "b.py", Text: "datagov_release_sha = \"{alnum:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:40}\"\n", Why: "another provider"},
	},
}
