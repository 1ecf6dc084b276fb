package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// paypalSecretRule finds PayPal client secrets.
var paypalSecretRule = &rules.Rule{
	ID:       "paypal-secret",
	Title:    "PayPal client secret",
	Doc:      `The client secret of a PayPal app: 80 characters that begin with E, under a name that says PayPal. With the client's identifier, which is public, it reads and refunds payments.`,
	Fix:      "Generate a new secret for the app at https://developer.paypal.com/dashboard/applications/live and read the new one from the environment.",
	Source:   "https://developer.paypal.com/api/rest/authentication/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"paypal"}, Alphabet: alphabet.AlnumDash, Min: 80, Max: 80, Valid: paypalForm, Message: "PayPal client secret: reads and refunds payments"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const paypalClientSecret = '«E{alnum:79}»';\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"E{alnum:79}\"\n", Why: "another name"},
		{Path: "client.py", Text: "paypal_revision = \"E{alnum:79}\"\n", Why: "a revision's name"},
		{Path: "a.js", Text: "const paypalClientId = 'A{alnum:79}';\n", Why: "a client's identifier"},
	},
}

func paypalForm(v []byte) rules.Proof {
	if v[0] != 'E' {
		return rules.Refuted
	}
	return rules.Formal
}
