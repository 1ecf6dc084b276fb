package rules

import "bytes"

// anthropicKey finds Anthropic's keys.
var anthropicKey = &Rule{
	ID:       "anthropic-key",
	Title:    "Anthropic key",
	Doc:      `A key of Anthropic: API (sk-ant-api03-), administrator (sk-ant-admin01-), or a token of a login (sk-ant-oat01-, sk-ant-ort01-). 95 characters follow the prefix, the last two of which are AA.`,
	Fix:      "Delete the key at https://console.anthropic.com/settings/keys and read the new one from the environment.",
	Source:   "https://docs.anthropic.com/en/api/overview",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"sk-ant-"},
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c,
			Token{Prefix: "sk-ant-api03-", Alphabet: isAlnumDash, Min: 95, Max: 95, Valid: endsAA, Message: "Anthropic API key"},
			Token{Prefix: "sk-ant-admin01-", Alphabet: isAlnumDash, Min: 95, Max: 95, Valid: endsAA, Message: "Anthropic administrator's key"},
			Token{Prefix: "sk-ant-oat01-", Alphabet: isAlnumDash, Min: 95, Max: 95, Valid: endsAA, Message: "Anthropic login token"},
			Token{Prefix: "sk-ant-ort01-", Alphabet: isAlnumDash, Min: 95, Max: 95, Valid: endsAA, Message: "Anthropic refresh token"},
		)
	},
	Examples: []Example{
		{Path: "chat.py", Text: "client = Anthropic(api_key=\"«sk-ant-api03-{urlsafe:93}AA»\")\n", Why: "an API key"},
		{Path: "chat.sh", Text: "export ANTHROPIC_ADMIN_KEY=«sk-ant-admin01-{urlsafe:93}AA»\n", Why: "an administrator's key"},
		{Path: "a.md", Text: "ANTHROPIC_API_KEY=sk-ant-api03-...\n", Why: "elided"},
		{Path: "b.py", Text: "key = \"sk-ant-api03-{repeat:x:93}AA\"\n", Why: "filler"},
		{Path: "c.py", Text: "key = \"sk-ant-test-key-for-unit-tests-only\"\n", Why: "words"},
	},
}

func endsAA(token []byte) Proof {
	if bytes.HasSuffix(token, []byte("AA")) {
		return Formal
	}
	return Refuted
}
