package rules

// trufflehogKeyRule finds TruffleHog Enterprise secrets.
var trufflehogKeyRule = &Rule{
	ID:       "trufflehog-key",
	Title:    "TruffleHog Enterprise secret",
	Doc:      `The secret of a TruffleHog Enterprise scanner (thog-secret-). It reports to, and reads from, a service that knows its owner's leaks.`,
	Fix:      "Ask for a new key, and read it from the environment.",
	Source:   "https://docs.trufflesecurity.com/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"thog-secret-"},
	Run:      44,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "thog-secret-", Alphabet: isLowerHex, Min: 32, Max: 32, Message: "TruffleHog Enterprise secret"})
	},
	Examples: []Example{
		{Path: "deploy.sh", Text: "export TRUFFLEHOG_SECRET=«thog-secret-{hex:32}»\n", Why: "by its form"},
		{Path: "README.md", Text: "TRUFFLEHOG_SECRET=thog-secret-{repeat:0:32}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set TRUFFLEHOG_SECRET to thog-secret-... and restart.\n", Why: "elided"},
	},
}
