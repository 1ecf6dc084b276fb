package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// volcengineAccessKeyRule finds Volcengine access key identifiers.
var volcengineAccessKeyRule = &rules.Rule{
	ID:       "volcengine-access-key",
	Title:    "Volcengine access key identifier",
	Doc:      `The identifier of an access key of Volcengine or BytePlus (AKLT). Alone it lets nobody in, so that it is a warning; its secret is usually near.`,
	Fix:      "Delete the key at https://console.volcengine.com/iam/keymanage/ and read the new one from the environment.",
	Source:   "https://www.volcengine.com/docs/6291/65568",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "AKLT", Alphabet: alphabet.Alnum, Min: 40, Max: 48, Valid: judge.GeneratedBody, Score: 0.6, Message: "Volcengine access key identifier: its secret is usually near"}},
	Examples: []rules.Example{
		{Path: "tos.py", Text: "access_key = '«AKLT{alnum:43}»'\n", Why: "alone: a warning"},
		{Path: "b.txt", Text: "AKLT{alnum:20}\n", Why: "too short"},
	},
}
