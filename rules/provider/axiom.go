package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// axiomTokenRule finds an Axiom token.
var axiomTokenRule = &rules.Rule{
	ID:       "axiom-token",
	Title:    "Axiom token",
	Doc:      "A token of Axiom: xaat- of an API, xapt- of a person, with a UUID. API tokens read or write data sets as given; personal ones do what the person may.",
	Fix:      "Delete the token under Settings at https://app.axiom.co/settings/api-tokens and read the new one from the environment.",
	Source:   "https://axiom.co/docs/reference/tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "xaat-", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Message: "Axiom API token"},
		{Prefix: "xapt-", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Message: "Axiom personal token: acts as the person"},
	},
	Examples: []rules.Example{
		{Path: "log.ts", Text: "const axiom = new Axiom({ token: '«xaat-{uuid}»' });\n", Why: "a client"},
	},
}
