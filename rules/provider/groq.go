package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// groqAPIKeyRule finds a Groq API key.
var groqAPIKeyRule = &rules.Rule{
	ID:       "groq-api-key",
	Title:    "Groq API key",
	Doc:      "An API key of Groq (gsk_ and 52 letters and digits). It calls models on the account's bill.",
	Fix:      "Delete it at https://console.groq.com/keys and read the new one from the environment.",
	Source:   "https://console.groq.com/docs/quickstart",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "gsk_", Alphabet: alphabet.Alnum, Min: 50, Max: 54, Valid: judge.GeneratedBody, Message: "Groq API key"}},
	Examples: []rules.Example{
		{Path: "llm.py", Text: "client = Groq(api_key=\"«gsk_{alnum:52}»\")\n", Why: "a client"},
	},
}
