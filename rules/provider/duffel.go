package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// duffelAPITokenRule finds a Duffel access token.
var duffelAPITokenRule = &rules.Rule{
	ID:       "duffel-api-token",
	Title:    "Duffel access token",
	Doc:      "An access token of Duffel (duffel_live_ or duffel_test_ and 43 characters). It searches and books flights on the account's bill; that of test mode is a warning.",
	Fix:      "Revoke it at https://app.duffel.com under Developers, Access tokens and read the new one from the environment.",
	Source:   "https://duffel.com/docs/api/overview/making-requests/authentication",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"duffel_live_", "duffel_test_"},
	Run:      55,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c,
			rules.Token{Prefix: "duffel_live_", Alphabet: alphabet.AlnumDashEq, Min: 43, Max: 43, Message: "Duffel live access token: books flights"},
			rules.Token{Prefix: "duffel_test_", Alphabet: alphabet.AlnumDashEq, Min: 43, Max: 43, Score: 0.65, Message: "Duffel access token of test mode"},
		)
	},
	Examples: []rules.Example{
		{Path: "fly.js", Text: "const duffel = new Duffel({ token: '«duffel_live_{urlsafe:43}»' });\n", Why: "a client"},
		{Path: "fly.test.yml", Text: "token: «duffel_test_{urlsafe:43}»\n", Why: "test mode"},
		{Path: "a.md", Text: "TOKEN=duffel_live_{repeat:x:43}\n", Why: "filler"},
		{Path: "b.md", Text: "use duffel_live_... here\n", Why: "elided"},
	},
}
