package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// xataKeyRule finds Xata API keys.
var xataKeyRule = &rules.Rule{
	ID:       "xata-key",
	Title:    "Xata API key",
	Doc:      `An API key of Xata (xau_). It reads and writes every database of its user.`,
	Fix:      "Delete the key at https://app.xata.io/settings and read the new one from the environment.",
	Source:   "https://xata.io/docs/concepts/api-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "xau_", Alphabet: alphabet.Alnum, Min: 30, Max: 50, Valid: judge.GeneratedBody, Message: "Xata API key: reads and writes databases"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "xata_api_key: «xau_{alnum:30}»\n", Why: "by its form"},
	},
}
