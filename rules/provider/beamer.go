package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// beamerAPIKeyRule finds a Beamer API key.
var beamerAPIKeyRule = &rules.Rule{
	ID:       "beamer-api-key",
	Title:    "Beamer API key",
	Doc:      "An API key of Beamer (b_ and 44 characters) under a name that says Beamer. It reads and writes the product's posts and feedback.",
	Fix:      "Delete the key at https://app.getbeamer.com/settings#api and read the new one from the environment.",
	Source:   "https://www.getbeamer.com/api",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"beamer"}, Alphabet: alphabet.AlnumDashEq, Min: 46, Max: 46, Valid: beamerKey, Message: "Beamer API key"}},
	Examples: []rules.Example{
		{Path: "news.js", Text: "headers: { 'Beamer-Api-Key': '«b_{alnum:43}=»' }\n", Why: "a header"},
	},
}

func beamerKey(v []byte) rules.Proof {
	if !bytes.HasPrefix(v, []byte("b_")) {
		return rules.Refuted
	}
	return rules.Formal
}
