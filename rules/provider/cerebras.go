package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// cerebrasAPIKeyRule finds a Cerebras API key.
var cerebrasAPIKeyRule = &rules.Rule{
	ID:       "cerebras-api-key",
	Title:    "Cerebras API key",
	Doc:      "An API key of Cerebras (csk- and 48 letters and digits). It calls models on the account's bill.",
	Fix:      "Delete the key at https://cloud.cerebras.ai under API keys and read the new one from the environment.",
	Source:   "https://inference-docs.cerebras.ai/quickstart",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "csk-", Alphabet: alphabet.LowerNum, Min: 48, Max: 48, Valid: judge.GeneratedBody, Message: "Cerebras API key"}},
	Examples: []rules.Example{
		{Path: "llm.py", Text: "client = Cerebras(api_key=\"«csk-{lowernum:48}»\")\n", Why: "a client"},
	},
}
