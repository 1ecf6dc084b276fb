package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// polarPersonalTokenRule finds Polar personal access tokens.
var polarPersonalTokenRule = &rules.Rule{
	ID:       "polar-personal-token",
	Title:    "Polar personal access token",
	Doc:      `A personal access token of Polar (polar_pat_). It acts as its user in every organization of theirs.`,
	Fix:      "Delete the token at https://polar.sh/dashboard and read the new one from the environment.",
	Source:   "https://polar.sh/docs/integrate/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "polar_pat_", Alphabet: alphabet.AlnumDash, Min: 30, Max: 100, Message: "Polar personal access token: acts as its user"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"polarAccessToken\": \"«polar_pat_{alnum:43}»\"}\n", Why: "by its form"},
	},
}

// polarOrganizationTokenRule finds Polar organization tokens.
var polarOrganizationTokenRule = &rules.Rule{
	ID:       "polar-organization-token",
	Title:    "Polar organization token",
	Doc:      `An organization access token of Polar (polar_oat_). It reads customers and changes products and orders.`,
	Fix:      "Delete the token at https://polar.sh/dashboard and read the new one from the environment.",
	Source:   "https://polar.sh/docs/integrate/oat",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "polar_oat_", Alphabet: alphabet.AlnumDash, Min: 30, Max: 100, Message: "Polar organization token: changes products and orders"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "POLAR_ACCESS_TOKEN = \"«polar_oat_{alnum:43}»\"\n", Why: "by its form"},
	},
}

// polarOauthTokenRule finds Polar OAuth token or secrets.
var polarOauthTokenRule = &rules.Rule{
	ID:       "polar-oauth-token",
	Title:    "Polar OAuth token or secret",
	Doc:      `An access token (polar_at_) or refresh token (polar_rt_) of an application of Polar, or the application's client secret (polar_cs_).`,
	Fix:      "Delete the token at https://polar.sh/dashboard and read the new one from the environment.",
	Source:   "https://polar.sh/docs/integrate/oauth2/introduction",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "polar_at_", Alphabet: alphabet.AlnumDash, Min: 30, Max: 100, Message: "Polar OAuth access token"},
		{Prefix: "polar_rt_", Alphabet: alphabet.AlnumDash, Min: 30, Max: 100, Message: "Polar OAuth refresh token"},
		{Prefix: "polar_cs_", Alphabet: alphabet.AlnumDash, Min: 30, Max: 100, Message: "Polar client secret"},
	},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export POLAR_TOKEN=«polar_at_u_{alnum:43}»\n", Why: "by its form"},
		{Path: "settings.py", Text: "POLAR_TOKEN = \"«polar_rt_u_{alnum:43}»\"\n", Why: "a refresh token"},
		{Path: "config.yml", Text: "polar_token: «polar_cs_{alnum:43}»\n", Why: "a client's secret"},
	},
}

// polarWebhookSecretRule finds Polar webhook secrets.
var polarWebhookSecretRule = &rules.Rule{
	ID:       "polar-webhook-secret",
	Title:    "Polar webhook secret",
	Doc:      `The secret that signs the webhooks of Polar (polar_whs_). Whoever has it can forge events.`,
	Fix:      "Make a new webhook secret in Polar, under Settings, Webhooks, and read it from the environment.",
	Source:   "https://polar.sh/docs/integrate/webhooks/endpoints",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "polar_whs_", Alphabet: alphabet.AlnumDash, Min: 30, Max: 100, Message: "Polar webhook secret: forges events"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const polarWebhookSecret = '«polar_whs_{alnum:43}»';\n", Why: "by its form"},
	},
}
