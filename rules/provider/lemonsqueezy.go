package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// lemonsqueezyAPIKeyRule finds a Lemon Squeezy API key.
var lemonsqueezyAPIKeyRule = &rules.Rule{
	ID:       "lemonsqueezy-api-key",
	Title:    "Lemon Squeezy API key",
	Doc:      "An API key of Lemon Squeezy: a signed JSON web token under a name that says Lemon Squeezy, which lives for a year. It reads orders and changes subscriptions.",
	Fix:      "Delete it at https://app.lemonsqueezy.com/settings/api and read the new one from the environment.",
	Source:   "https://docs.lemonsqueezy.com/guides/developer-guide/getting-started",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"lemonsqueezy", "lemon"}, Alphabet: alphabet.TokenDot, Min: 200, Max: 2000, Valid: judge.SignedJWT, Score: 0.9, Message: "Lemon Squeezy API key"}},
	Examples: []rules.Example{
		{Path: "shop.ts", Text: "const LEMONSQUEEZY_API_KEY = \"«{jwt:{\"aud\":\"94d59cef\",\"jti\":\"{hex:80}\",\"iat\":1700000000,\"exp\":2015360000,\"sub\":\"1\",\"scopes\":[]}}»\";\n", Why: "a shop"},
	},
}
