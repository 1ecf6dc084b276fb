package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// codecovAccessTokenRule finds a Codecov token.
var codecovAccessTokenRule = &rules.Rule{
	ID:       "codecov-access-token",
	Title:    "Codecov token",
	Doc:      "An upload token or access token of Codecov: a UUID, or 32 hexadecimal digits, under a name that says Codecov. An upload token only sends coverage reports, so that it is a warning; it can falsify them.",
	Fix:      "Regenerate the token in the repository's settings at https://app.codecov.io and store it as a CI secret.",
	Source:   "https://docs.codecov.com/docs/codecov-tokens",
	Severity: rules.Warning,
	Keyed: []rules.Keyed{
		{Words: []string{"codecov"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Score: 0.66, Message: "Codecov upload token"},
		{Words: []string{"codecov"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Score: 0.66, Message: "Codecov token"},
	},
	Examples: []rules.Example{
		{Path: ".travis.yml", Text: "- bash <(curl -s https://codecov.io/bash)\n- export CODECOV_TOKEN=«{uuid}»\n", Why: "a pipeline"},
	},
}
