package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// fireworksAPIKeyRule finds a Fireworks AI API key.
var fireworksAPIKeyRule = &rules.Rule{
	ID:       "fireworks-api-key",
	Title:    "Fireworks AI API key",
	Doc:      "An API key of Fireworks AI (fw_ and 22 to 24 letters and digits). It calls models on the account's bill.",
	Fix:      "Delete it at https://app.fireworks.ai/settings/users/api-keys and read the new one from the environment.",
	Source:   "https://docs.fireworks.ai/api-reference/introduction",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "fw_", Alphabet: alphabet.Alnum, Min: 22, Max: 24, Valid: judge.GeneratedBody, Message: "Fireworks AI API key"}},
	Examples: []rules.Example{
		{Path: "llm.py", Text: "client = Fireworks(api_key=\"«fw_{alnum:24}»\")\n", Why: "a client"},
		{Path: "c.c", Text: "int fw_setDeviceConfigurationAll(void);\n", Why: "a function"},
	},
}
