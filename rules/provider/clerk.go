package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// clerkSecretKeyRule finds a Clerk secret key.
var clerkSecretKeyRule = &rules.Rule{
	ID:       "clerk-secret-key",
	Title:    "Clerk secret key",
	Doc:      "The secret key of a Clerk application (sk_live_ or sk_test_, beside the word Clerk). It reads and changes all users and sessions. Keys of a development instance are warnings; publishable keys (pk_) are public.",
	Fix:      "Roll the key under API keys of the application at https://dashboard.clerk.com and read it from the environment.",
	Source:   "https://clerk.com/docs/guides/how-clerk-works/overview",
	Severity: rules.Error,
	Keywords: []string{"clerk"},
	Tokens: []rules.Token{
		{Prefix: "sk_live_", Alphabet: alphabet.Alnum, Min: 32, Max: 60, Message: "Clerk live secret key: reads and changes all users"},
		{Prefix: "sk_test_", Alphabet: alphabet.Alnum, Min: 32, Max: 60, Score: 0.65, Message: "Clerk secret key of a development instance"},
	},
	Examples: []rules.Example{
		{Path: ".env.prod", Text: "CLERK_SECRET_KEY=«sk_live_{alnum:42}»\n", Why: "a live key"},
		{Path: ".env.staging", Text: "CLERK_SECRET_KEY=«sk_test_{alnum:42}»\n", Why: "a development instance"},
		{Path: "c.js", Text: "const pk = 'pk_live_{alnum:42}'; // clerk\n", Why: "a publishable key"},
	},
}
