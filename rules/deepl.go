package rules

import (
	"bytes"
)

// deeplAuthKeyRule finds a DeepL API key.
var deeplAuthKeyRule = &Rule{
	ID:       "deepl-auth-key",
	Title:    "DeepL API key",
	Doc:      "An authentication key of DeepL: a UUID, followed by :fx for free accounts, under a name that says DeepL. It translates on the account's bill.",
	Fix:      "Deactivate the key at https://www.deepl.com/your-account/keys and read the new one from the environment.",
	Source:   "https://developers.deepl.com/docs/getting-started/auth",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"deepl"},
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"deepl"}, Alphabet: isDeepL, Min: 36, Max: 39, Valid: deeplForm, Message: "DeepL API key"})
	},
	Examples: []Example{
		{Path: "tr.py", Text: "translator = deepl.Translator(auth_key=\"«{uuid}:fx»\")\n", Why: "a client"},
		{Path: ".env.tr", Text: "DEEPL_AUTH_KEY=«{uuid}»\n", Why: "a paid account"},
		{Path: "a.md", Text: "deepl: deepl_api_key={repeat:x:36}\n", Why: "filler"},
	},
}

func deeplForm(v []byte) Proof {
	v, _ = bytes.CutSuffix(v, []byte(":fx"))
	return uuidForm(v)
}

func isDeepL(c byte) bool { return isHexDash(c) || c == ':' || c == 'x' }
