package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// infuraAPIKeyRule finds an Infura key or secret.
var infuraAPIKeyRule = &rules.Rule{
	ID:       "infura-api-key",
	Title:    "Infura key or secret",
	Doc:      "An API key of Infura, in the address of its nodes (…infura.io/v3/…), or a secret: 32 hexadecimal digits, under a name that says Infura. The secret passes for the account; keys in addresses spend its quota and are in many browser apps, so that they are warnings.",
	Fix:      "Delete the key at https://developer.metamask.io and read the new one from the environment.",
	Source:   "https://docs.metamask.io/services/how-to/secure-an-api/api-key-secret/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "infura.io/v3/", Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Valid: judge.GeneratedBody, Score: 0.66, Message: "Infura API key in an address"},
		{Prefix: "infura.io/ws/v3/", Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Valid: judge.GeneratedBody, Score: 0.66, Message: "Infura API key in an address"},
	},
	Examples: []rules.Example{
		{Path: "truffle.js", Text: "provider: \"https://mainnet.«infura.io/v3/{hex:32}»\",\n", Why: "a node's address"},
	},
}

// infuraSecretRule finds an Infura key or secret by its name.
var infuraSecretRule = &rules.Rule{
	ID:       "infura-secret",
	Title:    "Infura key or secret by its name",
	Doc:      "A key or secret of Infura: 32 hexadecimal digits under a name that says Infura.",
	Fix:      "Delete the key at https://developer.metamask.io and read the new one from the environment.",
	Source:   "https://docs.metamask.io/services/how-to/secure-an-api/api-key-secret/",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"infura"}, Names: []string{"secret", "projectsecret", "apikeysecret"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Infura API key secret"},
		{Words: []string{"infura"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Score: 0.66, Message: "Infura API key"},
	},
	Examples: []rules.Example{
		{Path: "chain.py", Text: "INFURA_PROJECT_SECRET = \"«{hex:32}»\"\n", Why: "a secret"},
		{Path: "b.py", Text: "infura_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
