package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// oryApiKeyRule finds Ory API keys.
var oryApiKeyRule = &rules.Rule{
	ID:       "ory-api-key",
	Title:    "Ory API key",
	Doc:      `An API key of an Ory project or workspace (ory_pat_, ory_wak_, ory_apikey_). It administers the project's identities and clients.`,
	Fix:      "Delete the key at https://console.ory.sh/ and read the new one from the environment.",
	Source:   "https://www.ory.com/docs/concepts/personal-access-token",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"ory_pat_", "ory_wak_", "ory_apikey_"},
	Run:      28,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c,
			rules.Token{Prefix: "ory_pat_", Alphabet: alphabet.Alnum, Min: 32, Max: 64, Message: "Ory project key: administers identities"},
			rules.Token{Prefix: "ory_wak_", Alphabet: alphabet.Alnum, Min: 20, Max: 64, Message: "Ory workspace key"},
			rules.Token{Prefix: "ory_apikey_", Alphabet: alphabet.Alnum, Min: 20, Max: 64, Message: "Ory project key"},
		)
	},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "ory_api_key = \"«ory_pat_{alnum:32}»\"\n", Why: "by its form"},
		{Path: "deploy.sh", Text: "export ORY_API_KEY=«ory_wak_{alnum:32}»\n", Why: "a workspace's"},
		{Path: "settings.py", Text: "ORY_API_KEY = \"«ory_apikey_{alnum:32}»\"\n", Why: "another form"},
		{Path: "README.md", Text: "ORY_API_KEY=ory_pat_{repeat:x:32}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set ORY_API_KEY to ory_pat_... and restart.\n", Why: "elided"},
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
	Kinds:    rules.KindToken,
	Prefixes: []string{"ory_at_", "ory_rt_", "ory_st_"},
	Run:      39,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c,
			rules.Token{Prefix: "ory_at_", Alphabet: alphabet.TokenDot, Min: 60, Max: 120, Message: "Ory access token: acts as its user"},
			rules.Token{Prefix: "ory_rt_", Alphabet: alphabet.TokenDot, Min: 60, Max: 120, Message: "Ory refresh token: acts as its user"},
			rules.Token{Prefix: "ory_st_", Alphabet: alphabet.Alnum, Min: 32, Max: 40, Message: "Ory session token: acts as its user"},
		)
	},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "ory_token = \"«ory_at_{alnum:43}.{alnum:43}»\"\n", Why: "by its form"},
		{Path: "deploy.sh", Text: "export ORY_TOKEN=«ory_rt_{alnum:43}.{alnum:43}»\n", Why: "a refresh token"},
		{Path: "settings.py", Text: "ORY_TOKEN = \"«ory_st_{alnum:32}»\"\n", Why: "a session's"},
		{Path: "README.md", Text: "ORY_TOKEN=ory_at_{repeat:x:60}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set ORY_TOKEN to ory_at_... and restart.\n", Why: "elided"},
	},
}
