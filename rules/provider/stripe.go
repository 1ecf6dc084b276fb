package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// stripeKeyRule finds Stripe live secret keys.
var stripeKeyRule = &rules.Rule{
	ID:       "stripe-key",
	Title:    "Stripe live secret key",
	Doc:      `A live secret key of Stripe (sk_live_). It moves money: it charges, refunds and pays out, and reads every customer. Publishable keys (pk_) are meant to be public, and the keys of Stripe's documentation are known.`,
	Fix:      "Roll the key at https://dashboard.stripe.com/apikeys and read the new one from the environment.",
	Source:   "https://docs.stripe.com/keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "sk_live_", Alphabet: alphabet.Alnum, Min: 24, Max: 247, Message: "Stripe live secret key: moves money"},
		{Prefix: "sk_prod_", Alphabet: alphabet.Alnum, Min: 24, Max: 247, Message: "Stripe live secret key: moves money"},
	},
	Examples: []rules.Example{
		{Path: "pay.py", Text: "stripe.api_key = \"«sk_live_{alnum:24}»\"\n", Why: "the older length"},
		{Path: "main.go", Text: "const stripeSecretKey = \"«sk_live_51{alnum:97}»\"\n", Why: "by its form"},
		{Path: ".env", Text: "STRIPE_SECRET_KEY=«sk_prod_{alnum:24}»\n", Why: "another kind"},
		{Path: "a.js", Text: "const stripe = Stripe('pk_live_{alnum:24}');\n", Why: "a publishable key"},
	},
}

// stripeRestrictedKeyRule finds Stripe live restricted keys.
var stripeRestrictedKeyRule = &rules.Rule{
	ID:       "stripe-restricted-key",
	Title:    "Stripe live restricted key",
	Doc:      `A live restricted key of Stripe (rk_live_). It does what its permissions say, which may be to move money.`,
	Fix:      "Roll the key at https://dashboard.stripe.com/apikeys and read the new one from the environment.",
	Source:   "https://docs.stripe.com/keys/restricted-api-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "rk_live_", Alphabet: alphabet.Alnum, Min: 24, Max: 247, Message: "Stripe live restricted key"},
		{Prefix: "rk_prod_", Alphabet: alphabet.Alnum, Min: 24, Max: 247, Message: "Stripe live restricted key"},
	},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "stripe_restricted_key: «rk_live_51{alnum:97}»\n", Why: "by its form"},
		{Path: "client.ts", Text: "const stripeRestrictedKey = '«rk_prod_{alnum:24}»';\n", Why: "another kind"},
	},
}

// stripeTestKeyRule finds Stripe test mode keys.
var stripeTestKeyRule = &rules.Rule{
	ID:       "stripe-test-key",
	Title:    "Stripe test mode key",
	Doc:      `A secret (sk_test_) or restricted (rk_test_) key of Stripe's test mode: a warning. It cannot move money, but reads and changes the test account. The keys of Stripe's documentation are known.`,
	Fix:      "Roll the key at https://dashboard.stripe.com/apikeys and read the new one from the environment.",
	Source:   "https://docs.stripe.com/test-mode",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "sk_test_", Alphabet: alphabet.Alnum, Min: 24, Max: 247, Score: 0.65, Message: "Stripe secret key of test mode"},
		{Prefix: "rk_test_", Alphabet: alphabet.Alnum, Min: 24, Max: 247, Score: 0.65, Message: "Stripe restricted key of test mode"},
	},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "STRIPE_SECRET_KEY = \"«sk_test_51{alnum:97}»\"\n", Why: "by its form"},
		{Path: "config.yml", Text: "stripe_secret_key: «rk_test_{alnum:40}»\n", Why: "another kind"},
	},
}

// stripeWebhookSecretRule finds Stripe webhook signing secrets.
var stripeWebhookSecretRule = &rules.Rule{
	ID:       "stripe-webhook-secret",
	Title:    "Stripe webhook signing secret",
	Doc:      `The secret that signs the webhooks of Stripe, and of services with the same scheme (whsec_). Whoever has it can forge events, such as a payment that never was.`,
	Fix:      "Roll the secret of the endpoint (dashboard.stripe.com/webhooks) and read the new one from the environment.",
	Source:   "https://docs.stripe.com/webhooks/signature",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"whsec_"},
	Run:      38,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		m, ok := judge.MatchToken(c, rules.Token{Prefix: "whsec_", Alphabet: alphabet.StdBase64, Min: 32, Max: 88, Score: 0.9, Message: "webhook signing secret: forges events"})
		if ok { // a test of a signature needs a secret, which no endpoint has
			m.Score = judge.InFile(c, m.Score)
		}
		return m, ok
	},
	Examples: []rules.Example{
		{Path: "hook.ts", Text: "const secret = '«whsec_{b64:24}»';\n", Why: "in base64"},
		{Path: "main.go", Text: "const stripeWebhookSecret = \"«whsec_{alnum:32}»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "STRIPE_WEBHOOK_SECRET=whsec_{repeat:x:32}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set STRIPE_WEBHOOK_SECRET to whsec_... and restart.\n", Why: "elided"},
	},
}
