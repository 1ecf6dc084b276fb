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
	Kinds:    rules.KindToken,
	Prefixes: []string{"unkey_"},
	Run:      26,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "unkey_", Alphabet: alphabet.Alnum, Min: 20, Max: 40, Valid: judge.GeneratedBody, Message: "Unkey root key: makes and revokes customers' keys"})
	},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"unkeyRootKey\": \"«unkey_{alnum:20}»\"}\n", Why: "by its form"},
		{Path: "README.md", Text: "UNKEY_ROOT_KEY=unkey_{repeat:x:20}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set UNKEY_ROOT_KEY to unkey_... and restart.\n", Why: "elided"},
	},
}
