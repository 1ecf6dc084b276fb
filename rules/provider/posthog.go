package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// posthogPersonalKeyRule finds PostHog personal API keys.
var posthogPersonalKeyRule = &rules.Rule{
	ID:       "posthog-personal-key",
	Title:    "PostHog personal API key",
	Doc:      `A personal API key of PostHog (phx_). It reads events and persons and changes the project, by its scopes.`,
	Fix:      "Roll or delete the key at https://us.posthog.com/settings/user-api-keys and read the new one from the environment.",
	Source:   "https://posthog.com/docs/api",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "phx_", Alphabet: alphabet.AlnumDash, Min: 40, Max: 52, Valid: judge.GeneratedBody, Message: "PostHog personal API key: reads events and persons"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const posthogApiKey = '«phx_{alnum:43}»';\n", Why: "by its form"},
		{Path: "b.js", Text: "posthog.init('phc_{alnum:43}')\n", Why: "a project's key, which is another rule"},
	},
}

// posthogSecureKeyRule finds PostHog feature flags secure keys.
var posthogSecureKeyRule = &rules.Rule{
	ID:       "posthog-secure-key",
	Title:    "PostHog feature flags secure key",
	Doc:      `The feature flags secure key of a PostHog project (phs_). It reads the definitions of all flags, with the people that they name.`,
	Fix:      "Roll or delete the key at https://us.posthog.com/settings/user-api-keys and read the new one from the environment.",
	Source:   "https://posthog.com/docs/feature-flags/local-evaluation",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "phs_", Alphabet: alphabet.AlnumDash, Min: 40, Max: 52, Valid: judge.GeneratedBody, Message: "PostHog secure key: reads the definitions of flags"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "POSTHOG_SECURE_KEY=«phs_{alnum:43}»\n", Why: "by its form"},
	},
}

// posthogOauthTokenRule finds PostHog OAuth tokens.
var posthogOauthTokenRule = &rules.Rule{
	ID:       "posthog-oauth-token",
	Title:    "PostHog OAuth token",
	Doc:      `An OAuth access token (pha_) or refresh token (phr_) of PostHog. It acts as its user, within the scopes that the user granted.`,
	Fix:      "Roll or delete the key at https://us.posthog.com/settings/user-api-keys and read the new one from the environment.",
	Source:   "https://posthog.com/docs/api/oauth",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "pha_", Alphabet: alphabet.AlnumDash, Min: 40, Max: 52, Valid: judge.GeneratedBody, Message: "PostHog OAuth access token"},
		{Prefix: "phr_", Alphabet: alphabet.AlnumDash, Min: 40, Max: 52, Valid: judge.GeneratedBody, Message: "PostHog OAuth refresh token"},
	},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const posthogToken = '«pha_{alnum:43}»';\n", Why: "by its form"},
		{Path: "main.go", Text: "const posthogToken = \"«phr_{alnum:43}»\"\n", Why: "a refresh token"},
	},
}

// posthogProjectKeyRule finds PostHog project keys.
var posthogProjectKeyRule = &rules.Rule{
	ID:       "posthog-project-key",
	Title:    "PostHog project key",
	Doc:      `The key of a PostHog project (phc_), which every page that is measured shows. It sends events and reads nothing.`,
	Fix:      "Nothing is to be done: the key is public.",
	Source:   "https://posthog.com/docs/api",
	Severity: rules.Info,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "phc_", Alphabet: alphabet.AlnumDash, Min: 41, Max: 48, Valid: judge.GeneratedBody, Score: 0.6, Message: "PostHog project key, which is public"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export POSTHOG_KEY=«phc_{alnum:43}»\n", Why: "by its form"},
	},
}
