package provider

import (
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// scalrTokenRule finds Scalr access tokens.
var scalrTokenRule = &rules.Rule{
	ID:       "scalr-token",
	Title:    "Scalr access token",
	Doc:      `An access token of Scalr: a JSON web token of a user or a service account whose identifier begins with at-. It plans and applies infrastructure.`,
	Fix:      "Delete the token in Scalr, under Security, API tokens, and read the new one from the environment.",
	Source:   "https://docs.scalr.io/docs/personal-access-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "eyJ", Alphabet: alphabet.TokenDot, Min: 100, Max: 400, Valid: scalrClaims, Message: "Scalr access token: applies infrastructure"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"scalrToken\": \"«{jwt:{\"iss\":\"user\",\"jti\":\"at-v0{alnum:18}\"}}»\"}\n", Why: "by its form"},
	},
}

func scalrClaims(token []byte) rules.Proof {
	return judge.JwtWith(token, func(claims map[string]any) bool {
		issuer, _ := claims["iss"].(string)
		id, _ := claims["jti"].(string)
		return (issuer == "user" || issuer == "service-account" || issuer == "account") && strings.HasPrefix(id, "at-")
	})
}
