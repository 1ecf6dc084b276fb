package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// langfuseSecretKeyRule finds a Langfuse secret key.
var langfuseSecretKeyRule = &rules.Rule{
	ID:       "langfuse-secret-key",
	Title:    "Langfuse secret key",
	Doc:      "A secret key of Langfuse (sk-lf- and a UUID). With the public key (pk-lf-), which is harmless alone, it reads the traced prompts and answers.",
	Fix:      "Delete the key in the project's settings at https://cloud.langfuse.com and read the new one from the environment.",
	Source:   "https://langfuse.com/faq/all/where-are-langfuse-api-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "sk-lf-", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Message: "Langfuse secret key"}},
	Examples: []rules.Example{
		{Path: "trace.py", Text: "langfuse = Langfuse(public_key=\"pk-lf-{uuid}\", secret_key=\"«sk-lf-{uuid}»\")\n", Why: "a client"},
		{Path: "c.py", Text: "langfuse = Langfuse(public_key=\"pk-lf-{uuid}\")\n", Why: "a public key"},
	},
}
