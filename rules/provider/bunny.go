package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// bunnyAPIKeyRule finds a bunny.net API key.
var bunnyAPIKeyRule = &rules.Rule{
	ID:       "bunny-api-key",
	Title:    "bunny.net API key",
	Doc:      "The API key of a bunny.net account (a UUID, or two joined) under a name that says Bunny. It changes and deletes zones and files.",
	Fix:      "Reset the key at https://dash.bunny.net/account/api-key and read it from the environment.",
	Source:   "https://docs.bunny.net/reference/bunnynet-api-overview",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"bunny", "bunnycdn", "bunnynet"}, Alphabet: alphabet.HexDash, Min: 36, Max: 72, Valid: bunnyKey, Message: "bunny.net API key"}},
	Examples: []rules.Example{
		{Path: "cdn.py", Text: "BUNNY_API_KEY = \"«{uuid}{uuid}»\"\n", Why: "the account's key"},
		{Path: "cdn.sh", Text: "BUNNYCDN_API_KEY=«{uuid}»\n", Why: "the older form"},
	},
}

// bunnyKey accepts a UUID, or two joined.
func bunnyKey(v []byte) rules.Proof {
	if len(v) == 36 && alphabet.UUID(v) || len(v) == 72 && alphabet.UUID(v[:36]) && alphabet.UUID(v[36:]) {
		return judge.GeneratedBody(bytes.ReplaceAll(v, []byte("-"), nil))
	}
	return rules.Refuted
}
