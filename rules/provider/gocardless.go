package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// gocardlessAPITokenRule finds a GoCardless access token.
var gocardlessAPITokenRule = &rules.Rule{
	ID:       "gocardless-api-token",
	Title:    "GoCardless access token",
	Doc:      "An access token of GoCardless (live_ or sandbox_ and 40 characters) under a name that says GoCardless. The live one collects payments; that of the sandbox is a warning.",
	Fix:      "Delete it at https://manage.gocardless.com/developers and read the new one from the environment.",
	Source:   "https://developer.gocardless.com/api-reference/#making-requests-authentication",
	Severity: rules.Error,
	Keywords: []string{"gocardless", "cardless"},
	Tokens: []rules.Token{
		{Prefix: "live_", Alphabet: alphabet.AlnumDashEq, Min: 40, Max: 42, Valid: judge.GeneratedBody, Message: "GoCardless live access token: collects payments"},
		{Prefix: "sandbox_", Alphabet: alphabet.AlnumDashEq, Min: 40, Max: 42, Score: 0.65, Message: "GoCardless access token of the sandbox"},
	},
	Examples: []rules.Example{
		{Path: "pay.rb", Text: "GOCARDLESS_ACCESS_TOKEN = '«live_{urlsafe:40}»'\n", Why: "payments"},
	},
}
