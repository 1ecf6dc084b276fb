package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// unkeyRootKeyRule finds Unkey root keys.
var unkeyRootKeyRule = &rules.Rule{
	ID:       "unkey-root-key",
	Title:    "Unkey root key",
	Doc:      `A root key of Unkey (unkey_). By its permissions it makes, reads and revokes the API keys of its owner's customers.`,
	Fix:      "Delete the key at https://app.unkey.com/settings/root-keys and read the new one from the environment.",
	Source:   "https://www.unkey.com/docs/security/root-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "unkey_", Alphabet: alphabet.Alnum, Min: 20, Max: 40, Valid: judge.GeneratedBody, Message: "Unkey root key: makes and revokes customers' keys"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"unkeyRootKey\": \"«unkey_{alnum:20}»\"}\n", Why: "by its form"},
	},
}
