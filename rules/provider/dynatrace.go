package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// dynatraceAPITokenRule finds a Dynatrace token.
var dynatraceAPITokenRule = &rules.Rule{
	ID:       "dynatrace-api-token",
	Title:    "Dynatrace token",
	Doc:      "A token of Dynatrace (dt0c01. of the API, dt0s01. to dt0s16. of the platform and OAuth clients: 24 capitals and digits, a dot, 64 more). The first part is its identifier. It does what its scopes say, from sending metrics to changing settings.",
	Fix:      "Revoke it under Access tokens of the environment, or at https://myaccount.dynatrace.com, and read the new one from the environment.",
	Source:   "https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "dt0", Alphabet: alphabet.AlnumDot, Min: 76, Max: 96, Valid: dynatraceForm, Message: "Dynatrace token"}},
	Examples: []rules.Example{
		{Path: "agent.yml", Text: "apiToken: «dt0c01.{base32:24}.{base32:64}»\n", Why: "an operator"},
		{Path: "oauth.sh", Text: "CLIENT_SECRET=«dt0s02.{base32:8}.{base32:64}»\n", Why: "an OAuth client"},
	},
}

// dynatraceForm verifies dt0KIND.IDENTIFIER.KEY.
func dynatraceForm(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("."))
	if len(parts) != 3 || len(parts[0]) != 6 || !alphabet.Lower(parts[0][3]) || !alphabet.AllDigits(parts[0][4:]) || len(parts[1]) < 8 || len(parts[2]) != 64 || !alphabet.All(parts[2], alphabet.UpperNum) || !alphabet.All(parts[1], alphabet.UpperNum) {
		return rules.Refuted
	}
	return judge.GeneratedBody(parts[2])
}
