package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// ubidotsKeyRule finds Ubidots API keys.
var ubidotsKeyRule = &rules.Rule{
	ID:       "ubidots-key",
	Title:    "Ubidots API key",
	Doc:      `An API key of Ubidots (BBFF-). It makes tokens that read and write the account's devices.`,
	Fix:      "Delete the key at https://industrial.ubidots.com/accounts/api-credentials and read the new one from the environment.",
	Source:   "https://docs.ubidots.com/reference/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "BBFF-", Alphabet: alphabet.Alnum, Min: 30, Max: 36, Valid: judge.GeneratedBody, Message: "Ubidots API key: reads and writes devices"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export UBIDOTS_API_KEY=«BBFF-{alnum:30}»\n", Why: "by its form"},
	},
}
