package rules

// infuraAPIKeyRule finds an Infura key or secret.
var infuraAPIKeyRule = &Rule{
	ID:       "infura-api-key",
	Title:    "Infura key or secret",
	Doc:      "An API key of Infura, in the address of its nodes (…infura.io/v3/…), or a secret: 32 hexadecimal digits, under a name that says Infura. The secret passes for the account; keys in addresses spend its quota and are in many browser apps, so that they are warnings.",
	Fix:      "Delete the key at https://developer.metamask.io and read the new one from the environment.",
	Source:   "https://docs.metamask.io/services/how-to/secure-an-api/api-key-secret/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"infura.io/v3/", "infura.io/ws/v3/"},
	Run:      45,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "infura.io/v3/", Alphabet: isLowerHex, Min: 32, Max: 32, Valid: generatedBody, Score: 0.66, Message: "Infura API key in an address"},
			Token{Prefix: "infura.io/ws/v3/", Alphabet: isLowerHex, Min: 32, Max: 32, Valid: generatedBody, Score: 0.66, Message: "Infura API key in an address"},
		)
	},
	Examples: []Example{
		{Path: "truffle.js", Text: "provider: \"https://mainnet.«infura.io/v3/{hex:32}»\",\n", Why: "a node's address"},
		{Path: "a.md", Text: "TOKEN=infura.io/v3/{repeat:x:32}\n", Why: "filler"},
		{Path: "b.md", Text: "use infura.io/v3/... here\n", Why: "elided"},
	},
}

// infuraSecretRule finds an Infura key or secret by its name.
var infuraSecretRule = &Rule{
	ID:       "infura-secret",
	Title:    "Infura key or secret by its name",
	Doc:      "A key or secret of Infura: 32 hexadecimal digits under a name that says Infura.",
	Fix:      "Delete the key at https://developer.metamask.io and read the new one from the environment.",
	Source:   "https://docs.metamask.io/services/how-to/secure-an-api/api-key-secret/",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"infura"},
	Run:      32,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c,
			Keyed{Words: []string{"infura"}, Names: []string{"secret", "projectsecret", "apikeysecret"}, Alphabet: isLowerHex, Min: 32, Max: 32, Message: "Infura API key secret"},
			Keyed{Words: []string{"infura"}, Alphabet: isLowerHex, Min: 32, Max: 32, Score: 0.66, Message: "Infura API key"},
		)
	},
	Examples: []Example{
		{Path: "chain.py", Text: "INFURA_PROJECT_SECRET = \"«{hex:32}»\"\n", Why: "a secret"},
		{Path: "a.md", Text: "infura: infura_secret={repeat:x:32}\n", Why: "filler"},
		{Path: "b.py", Text: "infura_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
