package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// duffelAPITokenRule finds a Duffel access token.
var duffelAPITokenRule = &rules.Rule{
	ID:       "duffel-api-token",
	Title:    "Duffel access token",
	Doc:      "An access token of Duffel (duffel_live_ or duffel_test_ and 43 characters). It searches and books flights on the account's bill; that of test mode is a warning.",
	Fix:      "Revoke it at https://app.duffel.com under Developers, Access tokens and read the new one from the environment.",
	Source:   "https://duffel.com/docs/api/overview/making-requests/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "duffel_live_", Alphabet: alphabet.AlnumDashEq, Min: 43, Max: 43, Message: "Duffel live access token: books flights"},
		{Prefix: "duffel_test_", Alphabet: alphabet.AlnumDashEq, Min: 43, Max: 43, Score: 0.65, Message: "Duffel access token of test mode"},
	},
	Examples: []rules.Example{
		{Path: "fly.js", Text: "const duffel = new Duffel({ token: '«duffel_live_{urlsafe:43}»' });\n", Why: "a client"},
		{Path: "fly.test.yml", Text: "token: «duffel_test_{urlsafe:43}»\n", Why: "test mode"},
	},
}
