package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// paddleKeyRule finds Paddle API keys.
var paddleKeyRule = &rules.Rule{
	ID:       "paddle-key",
	Title:    "Paddle API key",
	Doc:      `A live API key of Paddle (pdl_live_apikey_). It reads customers and changes subscriptions, prices and refunds. Keys of the sandbox (pdl_sdbx_) are warnings.`,
	Fix:      "Revoke the key at https://vendors.paddle.com/authentication-v2 and read the new one from the environment.",
	Source:   "https://developer.paddle.com/api-reference/about/api-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "pdl_live_apikey_", Alphabet: alphabet.AlnumDash, Min: 53, Max: 53, Message: "Paddle live API key: changes subscriptions and refunds"},
		{Prefix: "pdl_sdbx_apikey_", Alphabet: alphabet.AlnumDash, Min: 53, Max: 53, Score: 0.6, Message: "Paddle API key of the sandbox"},
	},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "paddle_api_key: «pdl_live_apikey_{lowernum:26}_{alnum:22}_{alnum:3}»\n", Why: "by its form"},
		{Path: "client.ts", Text: "const paddleApiKey = '«pdl_sdbx_apikey_{lowernum:26}_{alnum:22}_{alnum:3}»';\n", Why: "the sandbox: a warning"},
	},
}

// paddleWebhookSecretRule finds Paddle webhook secrets.
var paddleWebhookSecretRule = &rules.Rule{
	ID:       "paddle-webhook-secret",
	Title:    "Paddle webhook secret",
	Doc:      `The secret of a notification destination of Paddle (pdl_ntfset_). Whoever has it can forge events, such as a payment that never was.`,
	Fix:      "Delete the notification destination in Paddle, under Developer tools, Notifications, make a new one, and read its secret from the environment.",
	Source:   "https://developer.paddle.com/webhooks/signature-verification",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "pdl_ntfset_", Alphabet: alphabet.AlnumDash, Min: 40, Max: 80, Message: "Paddle webhook secret: forges events"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export PADDLE_WEBHOOK_SECRET=«pdl_ntfset_{lowernum:26}_{alnum:32}»\n", Why: "by its form"},
	},
}
