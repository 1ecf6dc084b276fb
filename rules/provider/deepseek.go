package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// deepseekAPIKeyRule finds a DeepSeek API key.
var deepseekAPIKeyRule = &rules.Rule{
	ID:       "deepseek-api-key",
	Title:    "DeepSeek API key",
	Doc:      "An API key of DeepSeek (sk- and 32 hexadecimal digits, beside the word DeepSeek). It calls models on the account's balance.",
	Fix:      "Delete the key at https://platform.deepseek.com/api_keys and read the new one from the environment.",
	Source:   "https://api-docs.deepseek.com/",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"sk-"},
	Run:      35,
	Binary:   true,
	Check:    checkDeepSeek,
	Examples: []rules.Example{
		{Path: "a.py", Text: "client = OpenAI(api_key=\"sk-{repeat:x:32}\", base_url=\"https://api.deepseek.com\")\n", Why: "filler"},
		{Path: "b.py", Text: "key = \"sk-{hex:32}\"\n", Why: "another provider"},
		{Path: "llm.py", Text: "client = OpenAI(api_key=\"«sk-{hex:32}»\", base_url=\"https://api.deepseek.com\")\n", Why: "a client"},
		{Path: ".env.ai", Text: "DEEPSEEK_API_KEY=«sk-{hex:32}»\n", Why: "by its name"},
	},
}

func checkDeepSeek(c *rules.Candidate) (rules.Match, bool) {
	if !judge.NearAny(c, "deepseek") {
		return rules.Match{}, false
	}
	return judge.MatchToken(c, rules.Token{Prefix: "sk-", Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "DeepSeek API key"})
}
