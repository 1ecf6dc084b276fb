package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// abstractapiAPIKeyRule finds the AbstractAPI API key.
var abstractapiAPIKeyRule = &rules.Rule{
	ID:       "abstractapi-api-key",
	Title:    "AbstractAPI API key",
	Doc:      "An API key of AbstractAPI: 32 hexadecimal digits under a name that says AbstractAPI. It spends the requests of the account.",
	Fix:      "Revoke the key at https://app.abstractapi.com and read the new one from the environment.",
	Source:   "https://docs.abstractapi.com/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"abstractapi"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "AbstractAPI API key: spends the requests of the account"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export ABSTRACTAPI_API_KEY=«{hex:32}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}\"\n", Why: "another name"},
	},
}
