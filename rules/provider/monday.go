package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// mondayTokenRule finds monday.com API tokens.
var mondayTokenRule = &rules.Rule{
	ID:       "monday-token",
	Title:    "monday.com API token",
	Doc:      `An API token of monday.com: a JSON web token that names an account (actid) and a region (rgn). It acts as its user and does not expire.`,
	Fix:      "Regenerate the token at https://support.monday.com/hc/en-us/articles/360005144659 and read the new one from the environment.",
	Source:   "https://developer.monday.com/api-reference/docs/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "eyJ", Alphabet: alphabet.TokenDot, Min: 120, Max: 600, Valid: mondayClaims, Message: "monday.com API token: acts as its user"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const mondayApiToken = '«{jwt:{\"tid\":123456789,\"aai\":11,\"uid\":7654321,\"iad\":\"2024-03-01T00:00:00.000Z\",\"per\":\"me:write\",\"actid\":1234567,\"rgn\":\"use1\"}}»';\n", Why: "by its form"},
	},
}

func mondayClaims(token []byte) rules.Proof {
	return judge.JwtWith(token, func(claims map[string]any) bool {
		_, account := claims["actid"]
		_, region := claims["rgn"]
		return account && region
	})
}
