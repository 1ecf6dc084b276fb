package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// trufflehogKeyRule finds TruffleHog Enterprise secrets.
var trufflehogKeyRule = &rules.Rule{
	ID:       "trufflehog-key",
	Title:    "TruffleHog Enterprise secret",
	Doc:      `The secret of a TruffleHog Enterprise scanner (thog-secret-). It reports to, and reads from, a service that knows its owner's leaks.`,
	Fix:      "Ask for a new key, and read it from the environment.",
	Source:   "https://docs.trufflesecurity.com/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "thog-secret-", Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "TruffleHog Enterprise secret"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export TRUFFLEHOG_SECRET=«thog-secret-{hex:32}»\n", Why: "by its form"},
	},
}
