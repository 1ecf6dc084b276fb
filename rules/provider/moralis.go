package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// moralisAPIKeyRule finds the Moralis API key.
var moralisAPIKeyRule = &rules.Rule{
	ID:       "moralis-api-key",
	Title:    "Moralis API key",
	Doc:      "An API key of Moralis: 64 letters and digits under a name that says Moralis. It spends the requests of the account.",
	Fix:      "Revoke the key at https://admin.moralis.com and read the new one from the environment.",
	Source:   "https://docs.moralis.com/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"moralis"}, Alphabet: alphabet.Alnum, Min: 64, Max: 64, Message: "Moralis API key: spends the requests of the account"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export MORALIS_API_KEY=«{alnum:64}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:64}\"\n", Why: "another name"},
	},
}
