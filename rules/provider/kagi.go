package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// kagiAPIKeyRule finds a Kagi API key.
var kagiAPIKeyRule = &rules.Rule{
	ID:       "kagi-api-key",
	Title:    "Kagi API key",
	Doc:      "An API key or session link of Kagi: 11 URL-safe characters, a dot and 43 more under a name that says Kagi. It searches on the account's balance.",
	Fix:      "Regenerate it at https://kagi.com/settings?p=api and read it from the environment.",
	Source:   "https://help.kagi.com/kagi/api/overview.html",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"kagi"}, Alphabet: alphabet.TokenDot, Min: 55, Max: 55, Valid: kagiForm, Message: "Kagi API key"}},
	Examples: []rules.Example{
		{Path: "search.py", Text: "KAGI_API_KEY = \"«{urlsafe:11}.{urlsafe:43}»\"\n", Why: "a script"},
	},
}

func kagiForm(v []byte) rules.Proof {
	if bytes.IndexByte(v, '.') != 11 || bytes.Count(v, []byte(".")) != 1 {
		return rules.Refuted
	}
	return judge.GeneratedBody(v[12:])
}
