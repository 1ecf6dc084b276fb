package rules

// fireworksAPIKeyRule finds a Fireworks AI API key.
var fireworksAPIKeyRule = &Rule{
	ID:       "fireworks-api-key",
	Title:    "Fireworks AI API key",
	Doc:      "An API key of Fireworks AI (fw_ and 22 to 24 letters and digits). It calls models on the account's bill.",
	Fix:      "Delete it at https://app.fireworks.ai/settings/users/api-keys and read the new one from the environment.",
	Source:   "https://docs.fireworks.ai/api-reference/introduction",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"fw_"},
	Run:      25,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "fw_", Alphabet: isAlnum, Min: 22, Max: 24, Valid: generatedBody, Message: "Fireworks AI API key"})
	},
	Examples: []Example{
		{Path: "llm.py", Text: "client = Fireworks(api_key=\"«fw_{alnum:24}»\")\n", Why: "a client"},
		{Path: "c.c", Text: "int fw_setDeviceConfigurationAll(void);\n", Why: "a function"},
		{Path: "a.md", Text: "TOKEN=fw_{repeat:x:22}\n", Why: "filler"},
		{Path: "b.md", Text: "use fw_... here\n", Why: "elided"},
	},
}
