package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// mergifyKeyRule finds Mergify application keys.
var mergifyKeyRule = &rules.Rule{
	ID:       "mergify-key",
	Title:    "Mergify application key",
	Doc:      `An application key of Mergify. It controls the merge queues of the organization's repositories.`,
	Fix:      "Delete the key at https://dashboard.mergify.com/ and read the new one from the environment.",
	Source:   "https://docs.mergify.com/api/usage/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "mergify_application_key_", Alphabet: alphabet.AlnumDash, Min: 40, Max: 200, Message: "Mergify application key: controls merge queues"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "mergify_token: «mergify_application_key_{alnum:64}»\n", Why: "by its form"},
	},
}
