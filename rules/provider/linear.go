package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// linearAPIKeyRule finds a Linear API key.
var linearAPIKeyRule = &rules.Rule{
	ID:       "linear-api-key",
	Title:    "Linear API key",
	Doc:      "A personal API key of Linear (lin_api_ and 40 letters and digits). It acts as the person: reads and changes issues.",
	Fix:      "Revoke it at https://linear.app/settings/account/security and read the new one from the environment.",
	Source:   "https://linear.app/developers/graphql",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "lin_api_", Alphabet: alphabet.Alnum, Min: 40, Max: 48, Message: "Linear API key"}},
	Examples: []rules.Example{
		{Path: "issues.ts", Text: "const client = new LinearClient({ apiKey: '«lin_api_{alnum:40}»' });\n", Why: "a client"},
	},
}

// linearOAuthTokenRule finds a Linear OAuth token.
var linearOAuthTokenRule = &rules.Rule{
	ID:       "linear-oauth-token",
	Title:    "Linear OAuth token",
	Doc:      "An access token that an application obtained for a Linear user (lin_oauth_ and 64 hexadecimal digits), for ten years unless revoked.",
	Fix:      "Revoke the application's access at https://linear.app/settings/account/security.",
	Source:   "https://linear.app/developers/oauth-2-0-authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "lin_oauth_", Alphabet: alphabet.Alnum, Min: 40, Max: 70, Message: "Linear OAuth token"}},
	Examples: []rules.Example{
		{Path: "app.yml", Text: "token: «lin_oauth_{hex:64}»\n", Why: "an application"},
	},
}

// linearWebhookSecretRule finds a Linear webhook secret.
var linearWebhookSecretRule = &rules.Rule{
	ID:       "linear-webhook-secret",
	Title:    "Linear webhook secret",
	Doc:      "The secret with which Linear signs a webhook's messages (lin_wh_). Whoever has it can forge them.",
	Fix:      "Make another webhook at https://linear.app/settings/api and delete this one.",
	Source:   "https://linear.app/developers/webhooks",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "lin_wh_", Alphabet: alphabet.Alnum, Min: 20, Max: 60, Message: "Linear webhook secret"}},
	Examples: []rules.Example{
		{Path: "hook.ts", Text: "const SECRET = '«lin_wh_{alnum:22}»';\n", Why: "a webhook"},
	},
}

// linearClientSecretRule finds a Linear client secret.
var linearClientSecretRule = &rules.Rule{
	ID:       "linear-client-secret",
	Title:    "Linear client secret",
	Doc:      "The client secret of a Linear application: 32 hexadecimal digits under a name that says Linear and secret. With its public identifier it obtains tokens of users.",
	Fix:      "Rotate it in the application's settings at https://linear.app/settings/api and read it from the environment.",
	Source:   "https://linear.app/developers/oauth-2-0-authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"linear"}, Names: []string{"clientsecret", "secret", "linearsecret"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Linear client secret"}},
	Examples: []rules.Example{
		{Path: "auth.ts", Text: "const LINEAR_CLIENT_SECRET = '«{hex:32}»';\n", Why: "an application"},
		{Path: "b.py", Text: "linear_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
