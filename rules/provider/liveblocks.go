package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// liveblocksSecretKeyRule finds a Liveblocks secret key.
var liveblocksSecretKeyRule = &rules.Rule{
	ID:       "liveblocks-secret-key",
	Title:    "Liveblocks secret key",
	Doc:      "A secret key of Liveblocks (sk_prod_ or sk_dev_ and about 64 URL-safe characters). It reads and writes all rooms; that of the development project is a warning. Public keys (pk_) are left alone.",
	Fix:      "Roll it under API keys of the project at https://liveblocks.io/dashboard and read it from the environment.",
	Source:   "https://liveblocks.io/docs/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "sk_prod_", Alphabet: alphabet.AlnumDash, Min: 55, Max: 75, Valid: judge.GeneratedBody, Message: "Liveblocks secret key"},
		{Prefix: "sk_dev_", Alphabet: alphabet.AlnumDash, Min: 55, Max: 75, Valid: judge.GeneratedBody, Score: 0.66, Message: "Liveblocks secret key of development"},
	},
	Examples: []rules.Example{
		{Path: "room.ts", Text: "const liveblocks = new Liveblocks({ secret: \"«sk_prod_{urlsafe:64}»\" });\n", Why: "a server"},
	},
}
