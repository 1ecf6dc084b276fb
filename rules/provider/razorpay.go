package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// razorpaySecretRule finds Razorpay key secrets.
var razorpaySecretRule = &rules.Rule{
	ID:       "razorpay-secret",
	Title:    "Razorpay key secret",
	Doc:      `The secret of a key of Razorpay: 24 letters and digits under a name that says Razorpay. With the key's identifier (rzp_live_), which pages show, it charges and refunds payments.`,
	Fix:      "Regenerate the key at https://dashboard.razorpay.com/app/website-app-settings/api-keys and read the new one from the environment.",
	Source:   "https://razorpay.com/docs/api/authentication/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"razorpay", "rzp"}, Names: []string{"secret"}, Alphabet: alphabet.Alnum, Min: 24, Max: 24, Message: "Razorpay key secret: charges and refunds payments"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"razorpayKeySecret\": \"«{alnum:24}»\"}\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:24}\"\n", Why: "another name"},
		{Path: "client.py", Text: "razorpay_revision = \"{alnum:24}\"\n", Why: "a revision's name"},
		{Path: "a.js", Text: "const options = { key: 'rzp_live_{alnum:14}' };\n", Why: "a key's identifier, which is public"},
	},
}
