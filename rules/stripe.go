package rules

// stripeKey finds Stripe's secret keys.
var stripeKey = &Rule{
	ID:       "stripe-key",
	Title:    "Stripe secret key",
	Doc:      `A secret (sk_) or restricted (rk_) key of Stripe, or the secret that signs its webhooks (whsec_). Live keys move money. Keys of test mode are warnings: they cannot, but they read and change the test account. Publishable keys (pk_) are meant to be public, and the keys of Stripe's documentation are known.`,
	Fix:      "Roll the key at https://dashboard.stripe.com/apikeys and read the new one from the environment.",
	Source:   "https://docs.stripe.com/keys",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"sk_live_", "rk_live_", "sk_test_", "rk_test_", "whsec_"},
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "sk_live_", Alphabet: isAlnum, Min: 24, Max: 247, Message: "Stripe live secret key: moves money"},
			Token{Prefix: "rk_live_", Alphabet: isAlnum, Min: 24, Max: 247, Message: "Stripe live restricted key"},
			Token{Prefix: "sk_test_", Alphabet: isAlnum, Min: 24, Max: 247, Score: 0.65, Message: "Stripe secret key of test mode"},
			Token{Prefix: "rk_test_", Alphabet: isAlnum, Min: 24, Max: 247, Score: 0.65, Message: "Stripe restricted key of test mode"},
			Token{Prefix: "whsec_", Alphabet: isStdBase64, Min: 32, Max: 88, Score: 0.9, Message: "Stripe webhook signing secret"},
		)
	},
	Examples: []Example{
		{Path: "pay.py", Text: "stripe.api_key = \"«sk_live_{alnum:24}»\"\n", Why: "a live key"},
		{Path: "pay.rb", Text: "Stripe.api_key = '«sk_live_51{alnum:97}»'\n", Why: "a live key of today's length"},
		{Path: "pay.yml", Text: "restricted: «rk_live_{alnum:40}»\n", Why: "a restricted key"},
		{Path: "pay.test.yml", Text: "key: «sk_test_{alnum:24}»\n", Why: "test mode"},
		{Path: "hook.ts", Text: "const secret = '«whsec_{alnum:32}»';\n", Why: "a webhook's secret"},
		{Path: "a.js", Text: "const stripe = Stripe('pk_live_{alnum:24}');\n", Why: "a publishable key"},
		{Path: "b.md", Text: "STRIPE_KEY=sk_test_{repeat:x:24}\n", Why: "filler"},
		{Path: "c.md", Text: "STRIPE_KEY=sk_live_...\n", Why: "elided"},
	},
}
