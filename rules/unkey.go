package rules

// unkeyRootKeyRule finds Unkey root keys.
var unkeyRootKeyRule = &Rule{
	ID:       "unkey-root-key",
	Title:    "Unkey root key",
	Doc:      `A root key of Unkey (unkey_). By its permissions it makes, reads and revokes the API keys of its owner's customers.`,
	Fix:      "Delete the key at https://app.unkey.com/settings/root-keys and read the new one from the environment.",
	Source:   "https://www.unkey.com/docs/security/root-keys",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"unkey_"},
	Run:      26,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "unkey_", Alphabet: isAlnum, Min: 20, Max: 40, Valid: generatedBody, Message: "Unkey root key: makes and revokes customers' keys"})
	},
	Examples: []Example{
		{Path: "app.json", Text: "{\"unkeyRootKey\": \"«unkey_{alnum:20}»\"}\n", Why: "by its form"},
		{Path: "README.md", Text: "UNKEY_ROOT_KEY=unkey_{repeat:x:20}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set UNKEY_ROOT_KEY to unkey_... and restart.\n", Why: "elided"},
	},
}
