package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// temporalKeyRule finds Temporal Cloud API keys.
var temporalKeyRule = &rules.Rule{
	ID:       "temporal-key",
	Title:    "Temporal Cloud API key",
	Doc:      `An API key of Temporal Cloud: a JSON web token that names an account and a key and that temporal.io issued. It starts and reads workflows.`,
	Fix:      "Delete the key at https://cloud.temporal.io/settings/api-keys and read the new one from the environment.",
	Source:   "https://docs.temporal.io/cloud/api-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "eyJ", Alphabet: alphabet.TokenDot, Min: 120, Max: 900, Valid: temporalClaims, Message: "Temporal Cloud API key: starts and reads workflows"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "TEMPORAL_API_KEY = \"«{jwt:{\"account_id\":\"{hex:5}\",\"aud\":[\"temporal.io\"],\"iss\":\"temporal.io\",\"key_id\":\"{alnum:32}\",\"sub\":\"{hex:32}\"}}»\"\n", Why: "by its form"},
	},
}

func temporalClaims(token []byte) rules.Proof {
	return judge.JwtWith(token, func(claims map[string]any) bool {
		_, account := claims["account_id"]
		_, key := claims["key_id"]
		return claims["iss"] == "temporal.io" && account && key
	})
}
