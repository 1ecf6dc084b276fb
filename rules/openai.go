package rules

import "bytes"

// openaiKey finds OpenAI's keys.
var openaiKey = &Rule{
	ID:       "openai-key",
	Title:    "OpenAI key",
	Doc:      `A key of OpenAI: of a user (sk-), a project (sk-proj-), a service account (sk-svcacct-) or an administrator (sk-admin-). All of them hold "T3BlbkFJ", which is "OpenAI" in base64, in the middle; what lacks it is none.`,
	Fix:      "Delete the key at https://platform.openai.com/api-keys and read the new one from the environment.",
	Source:   "https://platform.openai.com/docs/api-reference/authentication",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"sk-"},
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		if bytes.HasPrefix(c.Value(), []byte("sk-ant-")) {
			return Match{}, false
		}
		return matchToken(c,
			Token{Prefix: "sk-proj-", Alphabet: isAlnumDash, Min: 48, Max: 200, Valid: openaiMark, Message: "OpenAI project key"},
			Token{Prefix: "sk-svcacct-", Alphabet: isAlnumDash, Min: 48, Max: 200, Valid: openaiMark, Message: "OpenAI service account key"},
			Token{Prefix: "sk-admin-", Alphabet: isAlnumDash, Min: 48, Max: 200, Valid: openaiMark, Message: "OpenAI administrator's key"},
			Token{Prefix: "sk-", Alphabet: isAlnumDash, Min: 48, Max: 200, Valid: openaiMark, Message: "OpenAI key"},
		)
	},
	Examples: []Example{
		{Path: "chat.py", Text: "openai.api_key = \"«sk-{alnum:20}T3BlbkFJ{alnum:20}»\"\n", Why: "a user's key"},
		{Path: "chat.env.sh", Text: "export OPENAI_API_KEY=«sk-proj-{alnum:74}T3BlbkFJ{alnum:74}»\n", Why: "a project's key"},
		{Path: "a.md", Text: "OPENAI_API_KEY=sk-...\n", Why: "elided"},
		{Path: "b.css", Text: ".sk-fading-circle-with-many-words-in-its-name-and-more-of-them { }\n", Why: "a class that begins alike"},
		{Path: "c.py", Text: "key = \"sk-proj-{repeat:x:60}\"\n", Why: "filler"},
	},
}

func openaiMark(token []byte) Proof {
	i := bytes.Index(token, []byte("T3BlbkFJ"))
	if i < 20 || len(token)-i-8 < 20 {
		return Refuted
	}
	if fillerReason(token[i+8:]) != "" || bits(token[i+8:]) < tokenRandom {
		return Refuted
	}
	return Formal
}
