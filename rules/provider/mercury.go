package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// mercuryTokenRule finds Mercury API tokens.
var mercuryTokenRule = &rules.Rule{
	ID:       "mercury-token",
	Title:    "Mercury API token",
	Doc:      `An API token of the bank Mercury (mercury_production_). By its kind it reads accounts or sends money. Tokens of the sandbox are warnings.`,
	Fix:      "Revoke the token at https://app.mercury.com/settings/tokens and read the new one from the environment.",
	Source:   "https://docs.mercury.com/docs/api-token-security-policies",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "mercury_production_", Alphabet: alphabet.AlnumDash, Min: 40, Max: 80, Valid: mercuryForm, Message: "Mercury API token: reads accounts and sends money"},
		{Prefix: "mercury_sandbox_", Alphabet: alphabet.AlnumDash, Min: 40, Max: 80, Valid: mercuryForm, Score: 0.6, Message: "Mercury API token of the sandbox"},
	},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "mercury_api_token: «mercury_production_wma_{alnum:44}_yrucrem»\n", Why: "by its form"},
		{Path: "client.ts", Text: "const mercuryApiToken = '«mercury_sandbox_wma_{alnum:44}_yrucrem»';\n", Why: "the sandbox: a warning"},
	},
}

// mercuryForm verifies the end, which is the provider's name backwards.
func mercuryForm(token []byte) rules.Proof {
	if !bytes.HasSuffix(token, []byte("_yrucrem")) || !judge.Generated(token) {
		return rules.Refuted
	}
	return rules.Formal
}
