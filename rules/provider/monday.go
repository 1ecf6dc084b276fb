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
	Kinds:    rules.KindToken,
	Prefixes: []string{"eyJ"},
	Run:      123,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "eyJ", Alphabet: alphabet.TokenDot, Min: 120, Max: 600, Valid: mondayClaims, Message: "monday.com API token: acts as its user"})
	},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const mondayApiToken = '«{jwt:{\"tid\":123456789,\"aai\":11,\"uid\":7654321,\"iad\":\"2024-03-01T00:00:00.000Z\",\"per\":\"me:write\",\"actid\":1234567,\"rgn\":\"use1\"}}»';\n", Why: "by its form"},
		{Path: "README.md", Text: "MONDAY_API_TOKEN=eyJ{repeat:x:120}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set MONDAY_API_TOKEN to eyJ... and restart.\n", Why: "elided"},
	},
}

func mondayClaims(token []byte) rules.Proof {
	return judge.JwtWith(token, func(claims map[string]any) bool {
		_, account := claims["actid"]
		_, region := claims["rgn"]
		return account && region
	})
}
