package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// paystackKeyRule finds Paystack secret keys.
var paystackKeyRule = &rules.Rule{
	ID:       "paystack-key",
	Title:    "Paystack secret key",
	Doc:      `A secret key of the payment service Paystack: sk_live_ and 40 hexadecimal digits. It charges customers and moves money. Keys of test mode are warnings; public keys (pk_) are meant to be public.`,
	Fix:      "Generate a new key at https://dashboard.paystack.com/#/settings/developers and read the new one from the environment.",
	Source:   "https://paystack.com/docs/api/authentication/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "sk_live_", Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Paystack live secret key: charges and moves money"},
		{Prefix: "sk_test_", Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Score: 0.6, Message: "Paystack secret key of test mode"},
	},
	Examples: []rules.Example{
		{Path: ".env", Text: "PAYSTACK_SECRET_KEY=«sk_live_{hex:40}»\n", Why: "by its form"},
		{Path: "app.json", Text: "{\"paystackSecretKey\": \"«sk_test_{hex:40}»\"}\n", Why: "test mode: a warning"},
		{Path: "a.py", Text: "stripe.api_key = \"sk_live_{alnum:24}\"\n", Why: "a key of Stripe"},
	},
}
