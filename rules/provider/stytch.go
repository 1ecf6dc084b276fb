package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// stytchSecretRule finds Stytch secrets.
var stytchSecretRule = &rules.Rule{
	ID:       "stytch-secret",
	Title:    "Stytch secret",
	Doc:      `The secret of a Stytch project (secret-live-). It logs in as any user of the project. Those of tests (secret-test-) are warnings.`,
	Fix:      "Rotate the secret at https://stytch.com/dashboard/api-keys and read the new one from the environment.",
	Source:   "https://stytch.com/docs/api/auth",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "secret-live-", Alphabet: alphabet.URLSafe, Min: 36, Max: 50, Valid: judge.GeneratedBody, Message: "Stytch secret: logs in as any user"},
		{Prefix: "secret-test-", Alphabet: alphabet.URLSafe, Min: 36, Max: 50, Valid: judge.GeneratedBody, Score: 0.6, Message: "Stytch secret for tests"},
	},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"stytchSecret\": \"«secret-live-{alnum:35}A=»\"}\n", Why: "by its form"},
		{Path: "client.rb", Text: "stytch_secret = \"«secret-test-{alnum:35}A=»\"\n", Why: "for tests: a warning"},
	},
}
