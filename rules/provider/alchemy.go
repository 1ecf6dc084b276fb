package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// alchemyAPIKeyRule finds an Alchemy API key.
var alchemyAPIKeyRule = &rules.Rule{
	ID:       "alchemy-api-key",
	Title:    "Alchemy API key",
	Doc:      "An API key of Alchemy, in the address of its nodes (…g.alchemy.com/v2/…), with the prefix alcht_, or under a name that says Alchemy. Whoever has it spends the account's quota; keys of browser apps are public unless limited to origins.",
	Fix:      "Delete the key's app at https://dashboard.alchemy.com and read the new key from the environment.",
	Source:   "https://www.alchemy.com/docs/how-to-create-access-a-key",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "g.alchemy.com/v2/", Alphabet: alphabet.AlnumDash, Min: 32, Max: 32, Valid: judge.GeneratedBody, Score: 0.75, Message: "Alchemy API key in an address"},
		{Prefix: "alcht_", Alphabet: alphabet.Alnum, Min: 30, Max: 30, Score: 0.85, Message: "Alchemy API key"},
	},
	Examples: []rules.Example{
		{Path: "hardhat.config.js", Text: "url: \"https://eth-mainnet.«g.alchemy.com/v2/{urlsafe:32}»\",\n", Why: "a node's address"},
		{Path: ".env.prod", Text: "KEY=«alcht_{alnum:30}»\n", Why: "with a prefix"},
	},
}

// alchemyNamedKeyRule finds an Alchemy API key by its name.
var alchemyNamedKeyRule = &rules.Rule{
	ID:       "alchemy-named-key",
	Title:    "Alchemy API key by its name",
	Doc:      "An API key of Alchemy under a name that says so: 32 letters, digits and underscores.",
	Fix:      "Delete the key's app at https://dashboard.alchemy.com and read the new key from the environment.",
	Source:   "https://www.alchemy.com/docs/how-to-create-access-a-key",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"alchemy"}, Alphabet: alphabet.AlnumDash, Min: 32, Max: 32, Score: 0.75, Message: "Alchemy API key"}},
	Examples: []rules.Example{
		{Path: "config.ts", Text: "export const ALCHEMY_API_KEY = \"«{alnum:32}»\";\n", Why: "a constant"},
		{Path: "b.py", Text: "alchemy_release_sha = \"{urlsafe:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:32}\"\n", Why: "another provider"},
	},
}
