package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// anthropicAdminKeyRule finds an Anthropic admin key.
var anthropicAdminKeyRule = &rules.Rule{
	ID:       "anthropic-admin-key",
	Title:    "Anthropic admin key",
	Doc:      "An administrator's key of Anthropic (sk-ant-admin). It manages the organization's members, workspaces and API keys.",
	Fix:      "Delete the key at https://console.anthropic.com/settings/admin-keys and read the new one from the environment.",
	Source:   "https://docs.claude.com/en/api/administration-api",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "sk-ant-admin", Alphabet: alphabet.AlnumDash, Min: 80, Max: 130, Valid: endsAA, Message: "Anthropic admin key: manages the organization"}},
	Examples: []rules.Example{
		{Path: "chat.sh", Text: "export ANTHROPIC_ADMIN_KEY=«sk-ant-admin01-{urlsafe:93}AA»\n", Why: "an administrator's key"},
	},
}

// anthropicOAuthTokenRule finds an Anthropic OAuth token.
var anthropicOAuthTokenRule = &rules.Rule{
	ID:       "anthropic-oauth-token",
	Title:    "Anthropic OAuth token",
	Doc:      "A token that a program obtained for an Anthropic user (sk-ant-oat for access, sk-ant-ort for refresh, sk-ant-sid for a session). It acts as the user, with the user's subscription.",
	Fix:      "Sign out of all sessions at https://claude.ai/settings/account and sign in again.",
	Source:   "https://docs.claude.com/en/docs/claude-code/iam",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "sk-ant-oat", Alphabet: alphabet.AlnumDash, Min: 80, Max: 130, Message: "Anthropic OAuth access token: acts as the user"},
		{Prefix: "sk-ant-ort", Alphabet: alphabet.AlnumDash, Min: 80, Max: 130, Message: "Anthropic OAuth refresh token: acts as the user"},
		{Prefix: "sk-ant-sid", Alphabet: alphabet.AlnumDash, Min: 80, Max: 160, Score: 0.9, Message: "Anthropic session: acts as the user"},
	},
	Examples: []rules.Example{
		{Path: "credentials.json", Text: "{\"accessToken\": \"«sk-ant-oat01-{urlsafe:93}AA»\", \"refreshToken\": \"«sk-ant-ort01-{urlsafe:93}AA»\"}\n", Why: "a saved sign-in"},
	},
}

// anthropicAPIKeyRule finds an Anthropic API key.
var anthropicAPIKeyRule = &rules.Rule{
	ID:       "anthropic-api-key",
	Title:    "Anthropic API key",
	Doc:      "An API key of Anthropic (sk-ant-api03- and 95 characters, ending in AA). It spends the workspace's credit and reads its files and batches.",
	Fix:      "Delete the key at https://console.anthropic.com/settings/keys and read the new one from the environment.",
	Source:   "https://docs.claude.com/en/api/overview",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "sk-ant-api", Alphabet: alphabet.AlnumDash, Min: 80, Max: 130, Valid: endsAA, Message: "Anthropic API key"},
		{Prefix: "sk-ant-", Alphabet: alphabet.AlnumDash, Min: 90, Max: 130, Valid: endsAA, Score: 0.8, Message: "Anthropic key of another kind"},
	},
	Examples: []rules.Example{
		{Path: "chat.py", Text: "client = Anthropic(api_key=\"«sk-ant-api03-{urlsafe:93}AA»\")\n", Why: "an API key"},
		{Path: "b2.py", Text: "key = \"sk-ant-api03-{repeat:x:93}AA\"\n", Why: "filler of full length"},
		{Path: "c.py", Text: "key = \"sk-ant-test-key-for-unit-tests-only\"\n", Why: "words"},
	},
}

func endsAA(token []byte) rules.Proof {
	if bytes.HasSuffix(token, []byte("AA")) {
		return rules.Formal
	}
	return rules.Refuted
}
