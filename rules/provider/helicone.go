package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// heliconeAPIKeyRule finds a Helicone API key.
var heliconeAPIKeyRule = &rules.Rule{
	ID:       "helicone-api-key",
	Title:    "Helicone API key",
	Doc:      "An API key of Helicone (sk-helicone-, sk-helicone-eu-, -proxy-; groups of letters and digits). It reads the logged prompts and answers.",
	Fix:      "Delete it at https://us.helicone.ai/settings/api-keys and read the new one from the environment.",
	Source:   "https://docs.helicone.ai/helicone-headers/helicone-auth",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "sk-helicone-", Alphabet: alphabet.AlnumDash, Min: 30, Max: 60, Valid: judge.GeneratedBody, Message: "Helicone API key"}},
	Examples: []rules.Example{
		{Path: "llm.ts", Text: "\"Helicone-Auth\": \"Bearer «sk-helicone-{lowernum:7}-{lowernum:7}-{lowernum:7}-{lowernum:7}»\",\n", Why: "a header"},
	},
}
