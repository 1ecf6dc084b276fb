package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// spectralTokenRule finds Spectral tokens.
var spectralTokenRule = &rules.Rule{
	ID:       "spectral-token",
	Title:    "Spectral token",
	Doc:      `A token of the scanner Spectral (spu-, spt-). It reports to, and reads from, a service that knows its owner's leaks.`,
	Fix:      "Make a new token in Spectral, under Settings, and read it from the environment.",
	Source:   "https://spectralops.io/docs/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "spu-", Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Valid: judge.GeneratedBody, Message: "Spectral token"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "spectral_dsn_token = \"«spu-{hex:32}»\"\n", Why: "by its form"},
	},
}
