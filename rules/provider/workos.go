package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// workosKeyRule finds WorkOS API keys.
var workosKeyRule = &rules.Rule{
	ID:       "workos-key",
	Title:    "WorkOS API key",
	Doc:      `An API key of WorkOS: sk_live_ and base64 that begins with "key_". It reads the users of every organization that logs in through it. Keys of staging (sk_test_) are warnings.`,
	Fix:      "Delete the key at https://dashboard.workos.com/api-keys and read the new one from the environment.",
	Source:   "https://workos.com/docs/reference/api-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "sk_live_a2V5Xz", Alphabet: alphabet.StdBase64, Min: 60, Max: 90, Message: "WorkOS API key: reads the users of organizations"},
		{Prefix: "sk_test_a2V5Xz", Alphabet: alphabet.StdBase64, Min: 60, Max: 90, Score: 0.6, Message: "WorkOS API key of staging"},
	},
	Examples: []rules.Example{
		{Path: ".env", Text: "WORKOS_API_KEY=«sk_live_a2V5Xz{alnum:69}»\n", Why: "by its form"},
		{Path: "app.json", Text: "{\"workosApiKey\": \"«sk_test_a2V5Xz{alnum:69}»\"}\n", Why: "staging: a warning"},
	},
}
