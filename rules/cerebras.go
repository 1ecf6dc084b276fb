package rules

// cerebrasAPIKeyRule finds a Cerebras API key.
var cerebrasAPIKeyRule = &Rule{
	ID:       "cerebras-api-key",
	Title:    "Cerebras API key",
	Doc:      "An API key of Cerebras (csk- and 48 letters and digits). It calls models on the account's bill.",
	Fix:      "Delete the key at https://cloud.cerebras.ai under API keys and read the new one from the environment.",
	Source:   "https://inference-docs.cerebras.ai/quickstart",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"csk-"},
	Run:      52,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "csk-", Alphabet: isLowerNum, Min: 48, Max: 48, Valid: generatedBody, Message: "Cerebras API key"})
	},
	Examples: []Example{
		{Path: "llm.py", Text: "client = Cerebras(api_key=\"«csk-{lowernum:48}»\")\n", Why: "a client"},
		{Path: "a.md", Text: "TOKEN=csk-{repeat:x:48}\n", Why: "filler"},
		{Path: "b.md", Text: "use csk-... here\n", Why: "elided"},
	},
}
