package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// rechargeTokenRule finds Recharge API tokens.
var rechargeTokenRule = &rules.Rule{
	ID:       "recharge-token",
	Title:    "Recharge API token",
	Doc:      `An API token of the subscription service Recharge (sk_1x1_ and the like). By its scopes it reads customers and charges them. Tokens for tests (sk_test_) are warnings.`,
	Fix:      "Delete the token in Recharge, under Tools and apps, API tokens, and read the new one from the environment.",
	Source:   "https://docs.getrecharge.com/docs/recharge-api-key",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "sk_", Alphabet: alphabet.AlnumDash, Min: 68, Max: 70, Valid: rechargeForm, Message: "Recharge API token: reads and charges customers"},
		{Prefix: "sk_test_", Alphabet: alphabet.AlnumDash, Min: 68, Max: 70, Valid: rechargeForm, Score: 0.6, Message: "Recharge API token for tests"},
	},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const rechargeApiToken = \"«sk_1x1_{hex:64}»\"\n", Why: "by its form"},
		{Path: ".env", Text: "RECHARGE_API_TOKEN=«sk_test_2x2_{hex:64}»\n", Why: "for tests: a warning"},
	},
}

// rechargeForm verifies the parts: a number x a number, and a digest.
func rechargeForm(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("_"))
	if len(parts) < 3 {
		return rules.Refuted
	}
	size, digits := parts[len(parts)-2], parts[len(parts)-1]
	a, b, ok := bytes.Cut(size, []byte("x"))
	if !ok || !alphabet.AllDigits(a) || !alphabet.AllDigits(b) || len(digits) != 64 || !alphabet.All(digits, alphabet.Hex) || !judge.Generated(digits) {
		return rules.Refuted
	}
	return rules.Formal
}
