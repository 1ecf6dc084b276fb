package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// modalTokenSecretRule finds Modal token secrets.
var modalTokenSecretRule = &rules.Rule{
	ID:       "modal-token-secret",
	Title:    "Modal token secret",
	Doc:      `The secret half of a token of Modal (as-). With the identifier (ak-), which is usually near, it runs and reads everything in the workspace.`,
	Fix:      "Delete the token at https://modal.com/settings/tokens and read the new one from the environment.",
	Source:   "https://modal.com/docs/reference/modal.config",
	Severity: rules.Error,
	Keywords: []string{"modal"},
	Tokens:   []rules.Token{{Prefix: "as-", Alphabet: alphabet.Alnum, Min: 22, Max: 22, Valid: judge.GeneratedBody, Message: "Modal token secret: runs code in the workspace"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"modalTokenSecret\": \"«as-{alnum:22}»\"}\n", Why: "by its form"},
	},
}
