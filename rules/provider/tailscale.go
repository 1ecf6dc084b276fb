package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// tailscaleApiKeyRule finds Tailscale API keys.
var tailscaleApiKeyRule = &rules.Rule{
	ID:       "tailscale-api-key",
	Title:    "Tailscale API key",
	Doc:      `An API access token of Tailscale (tskey-api-). It changes the network's devices, keys and access rules.`,
	Fix:      "Revoke the key at https://login.tailscale.com/admin/settings/keys and read the new one from the environment.",
	Source:   "https://tailscale.com/kb/1277/key-prefixes",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "tskey-api-", Alphabet: alphabet.AlnumDash, Min: 24, Max: 70, Valid: judge.GeneratedBody, Message: "Tailscale API key"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "TAILSCALE_API_KEY=«tskey-api-k{alnum:11}CNTRL-{alnum:32}»\n", Why: "by its form"},
	},
}

// tailscaleAuthKeyRule finds Tailscale auth keys.
var tailscaleAuthKeyRule = &rules.Rule{
	ID:       "tailscale-auth-key",
	Title:    "Tailscale auth key",
	Doc:      `An auth key of Tailscale (tskey-auth-). It joins a device to the network, often with a tag that grants access.`,
	Fix:      "Revoke the key at https://login.tailscale.com/admin/settings/keys and read the new one from the environment.",
	Source:   "https://tailscale.com/kb/1277/key-prefixes",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "tskey-auth-", Alphabet: alphabet.AlnumDash, Min: 24, Max: 70, Valid: judge.GeneratedBody, Message: "Tailscale auth key"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const tsAuthkey = '«tskey-auth-k{alnum:11}CNTRL-{alnum:32}»';\n", Why: "by its form"},
	},
}

// tailscaleClientSecretRule finds Tailscale OAuth client secrets.
var tailscaleClientSecretRule = &rules.Rule{
	ID:       "tailscale-client-secret",
	Title:    "Tailscale OAuth client secret",
	Doc:      `The secret of an OAuth client of Tailscale (tskey-client-). By its scopes it makes keys and changes the network, and it does not expire.`,
	Fix:      "Revoke the key at https://login.tailscale.com/admin/settings/keys and read the new one from the environment.",
	Source:   "https://tailscale.com/kb/1277/key-prefixes",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "tskey-client-", Alphabet: alphabet.AlnumDash, Min: 24, Max: 70, Valid: judge.GeneratedBody, Message: "Tailscale OAuth client secret"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "ts_client_secret: «tskey-client-k{alnum:11}CNTRL-{alnum:32}»\n", Why: "by its form"},
	},
}

// tailscaleScimKeyRule finds Tailscale SCIM keys.
var tailscaleScimKeyRule = &rules.Rule{
	ID:       "tailscale-scim-key",
	Title:    "Tailscale SCIM key",
	Doc:      `A key of Tailscale with which an identity provider makes and removes users (tskey-scim-).`,
	Fix:      "Revoke the key at https://login.tailscale.com/admin/settings/keys and read the new one from the environment.",
	Source:   "https://tailscale.com/kb/1277/key-prefixes",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "tskey-scim-", Alphabet: alphabet.AlnumDash, Min: 24, Max: 70, Valid: judge.GeneratedBody, Message: "Tailscale SCIM key"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "ts_scim_key: «tskey-scim-k{alnum:11}CNTRL-{alnum:32}»\n", Why: "by its form"},
	},
}

// tailscaleWebhookSecretRule finds Tailscale webhook secrets.
var tailscaleWebhookSecretRule = &rules.Rule{
	ID:       "tailscale-webhook-secret",
	Title:    "Tailscale webhook secret",
	Doc:      `The secret that signs the webhooks of Tailscale (tskey-webhook-). Whoever has it can forge events.`,
	Fix:      "Revoke the key at https://login.tailscale.com/admin/settings/keys and read the new one from the environment.",
	Source:   "https://tailscale.com/kb/1277/key-prefixes",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "tskey-webhook-", Alphabet: alphabet.AlnumDash, Min: 24, Max: 70, Valid: judge.GeneratedBody, Message: "Tailscale webhook secret"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"tsWebhookSecret\": \"«tskey-webhook-k{alnum:11}CNTRL-{alnum:32}»\"}\n", Why: "by its form"},
	},
}

// tailscaleLegacyKeyRule finds Tailscale key of the older forms.
var tailscaleLegacyKeyRule = &rules.Rule{
	ID:       "tailscale-legacy-key",
	Title:    "Tailscale key of the older form",
	Doc:      `A key of Tailscale without a kind (tskey-), as they were before 2022. It joins devices or changes the network.`,
	Fix:      "Revoke the key at https://login.tailscale.com/admin/settings/keys and read the new one from the environment.",
	Source:   "https://tailscale.com/kb/1277/key-prefixes",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "tskey-k", Alphabet: alphabet.AlnumDash, Min: 20, Max: 50, Valid: judge.GeneratedBody, Message: "Tailscale key of the older form"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export TS_AUTHKEY=«tskey-k{alnum:11}CNTRL-{alnum:22}»\n", Why: "by its form"},
	},
}
