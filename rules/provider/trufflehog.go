package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// trufflehogKeyRule finds TruffleHog Enterprise secrets.
var trufflehogKeyRule = &rules.Rule{
	ID:       "trufflehog-key",
	Title:    "TruffleHog Enterprise secret",
	Doc:      `The secret of a TruffleHog Enterprise scanner (thog-secret-). It reports to, and reads from, a service that knows its owner's leaks.`,
	Fix:      "Ask for a new key, and read it from the environment.",
	Source:   "https://docs.trufflesecurity.com/",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"thog-secret-"},
	Run:      44,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "thog-secret-", Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "TruffleHog Enterprise secret"})
	},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export TRUFFLEHOG_SECRET=«thog-secret-{hex:32}»\n", Why: "by its form"},
		{Path: "README.md", Text: "TRUFFLEHOG_SECRET=thog-secret-{repeat:0:32}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set TRUFFLEHOG_SECRET to thog-secret-... and restart.\n", Why: "elided"},
	},
}
