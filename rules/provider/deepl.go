package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// deeplAuthKeyRule finds a DeepL API key.
var deeplAuthKeyRule = &rules.Rule{
	ID:       "deepl-auth-key",
	Title:    "DeepL API key",
	Doc:      "An authentication key of DeepL: a UUID, followed by :fx for free accounts, under a name that says DeepL. It translates on the account's bill.",
	Fix:      "Deactivate the key at https://www.deepl.com/your-account/keys and read the new one from the environment.",
	Source:   "https://developers.deepl.com/docs/getting-started/auth",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"deepl"}, Alphabet: isDeepL, Min: 36, Max: 39, Valid: deeplForm, Message: "DeepL API key"}},
	Examples: []rules.Example{
		{Path: "tr.py", Text: "translator = deepl.Translator(auth_key=\"«{uuid}:fx»\")\n", Why: "a client"},
		{Path: ".env.tr", Text: "DEEPL_AUTH_KEY=«{uuid}»\n", Why: "a paid account"},
	},
}

func deeplForm(v []byte) rules.Proof {
	v, _ = bytes.CutSuffix(v, []byte(":fx"))
	return judge.UuidForm(v)
}

func isDeepL(c byte) bool { return alphabet.HexDash(c) || c == ':' || c == 'x' }
