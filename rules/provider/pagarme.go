package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// pagarmeKeyRule finds Pagar.me API keys.
var pagarmeKeyRule = &rules.Rule{
	ID:       "pagarme-key",
	Title:    "Pagar.me API key",
	Doc:      `A live API key of the payment service Pagar.me (ak_live_). It charges and refunds.`,
	Fix:      "Replace the key at https://dash.pagar.me/ and read the new one from the environment.",
	Source:   "https://docs.pagar.me/docs/chaves-de-acesso",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "ak_live_", Alphabet: alphabet.Alnum, Min: 30, Max: 30, Valid: judge.GeneratedBody, Message: "Pagar.me live API key: charges and refunds"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const pagarmeApiKey = '«ak_live_{alnum:30}»';\n", Why: "by its form"},
	},
}
