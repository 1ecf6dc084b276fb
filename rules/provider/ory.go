package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// oryApiKeyRule finds Ory API keys.
var oryApiKeyRule = &rules.Rule{
	ID:       "ory-api-key",
	Title:    "Ory API key",
	Doc:      `An API key of an Ory project or workspace (ory_pat_, ory_wak_, ory_apikey_). It administers the project's identities and clients.`,
	Fix:      "Delete the key at https://console.ory.sh/ and read the new one from the environment.",
	Source:   "https://www.ory.com/docs/concepts/personal-access-token",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "ory_pat_", Alphabet: alphabet.Alnum, Min: 32, Max: 64, Message: "Ory project key: administers identities"},
		{Prefix: "ory_wak_", Alphabet: alphabet.Alnum, Min: 20, Max: 64, Message: "Ory workspace key"},
		{Prefix: "ory_apikey_", Alphabet: alphabet.Alnum, Min: 20, Max: 64, Message: "Ory project key"},
	},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "ory_api_key = \"«ory_pat_{alnum:32}»\"\n", Why: "by its form"},
		{Path: "deploy.sh", Text: "export ORY_API_KEY=«ory_wak_{alnum:32}»\n", Why: "a workspace's"},
		{Path: "settings.py", Text: "ORY_API_KEY = \"«ory_apikey_{alnum:32}»\"\n", Why: "another form"},
	},
}

// oryOauthTokenRule finds Ory OAuth tokens.
var oryOauthTokenRule = &rules.Rule{
	ID:       "ory-oauth-token",
	Title:    "Ory OAuth token",
	Doc:      `An access token (ory_at_), refresh token (ory_rt_) or session token (ory_st_) that Ory Hydra or Kratos gave out. It acts as its user until it expires.`,
	Fix:      "Revoke the token at its issuer (DELETE /oauth2/tokens) and keep it out of files.",
	Source:   "https://www.ory.com/docs/hydra/reference/configuration",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "ory_at_", Alphabet: alphabet.TokenDot, Min: 60, Max: 120, Message: "Ory access token: acts as its user"},
		{Prefix: "ory_rt_", Alphabet: alphabet.TokenDot, Min: 60, Max: 120, Message: "Ory refresh token: acts as its user"},
		{Prefix: "ory_st_", Alphabet: alphabet.Alnum, Min: 32, Max: 40, Message: "Ory session token: acts as its user"},
	},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "ory_token = \"«ory_at_{alnum:43}.{alnum:43}»\"\n", Why: "by its form"},
		{Path: "deploy.sh", Text: "export ORY_TOKEN=«ory_rt_{alnum:43}.{alnum:43}»\n", Why: "a refresh token"},
		{Path: "settings.py", Text: "ORY_TOKEN = \"«ory_st_{alnum:32}»\"\n", Why: "a session's"},
	},
}
