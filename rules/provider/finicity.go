package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// finicitySecretRule finds a Finicity partner secret or app key.
var finicitySecretRule = &rules.Rule{
	ID:       "finicity-secret",
	Title:    "Finicity partner secret or app key",
	Doc:      "The partner secret (20 letters and digits) or app key (32 hexadecimal digits) of Finicity, under a name that says Finicity. Together they read the accounts of the partner's customers.",
	Fix:      "Rotate the secret at https://developer.mastercard.com/dashboard and read it from the environment.",
	Source:   "https://developer.mastercard.com/open-banking-us/documentation/onboarding/",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"finicity"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Finicity app key"},
		{Words: []string{"finicity"}, Names: []string{"secret", "clientsecret", "partnersecret"}, Alphabet: alphabet.Alnum, Min: 20, Max: 20, Message: "Finicity partner secret"},
	},
	Examples: []rules.Example{
		{Path: "bank.py", Text: "FINICITY_PARTNER_SECRET = \"«{alnum:20}»\"\n", Why: "an application"},
		{Path: "b.py", Text: "finicity_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
