package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// betterstackAPIKeyRule finds the Better Stack API key.
var betterstackAPIKeyRule = &rules.Rule{
	ID:       "betterstack-api-key",
	Title:    "Better Stack API key",
	Doc:      "An API key of Better Stack: 24 letters and digits under a name that says Better Stack. It sends logs and changes monitors.",
	Fix:      "Revoke the key at https://betterstack.com/settings/api-tokens and read the new one from the environment.",
	Source:   "https://betterstack.com/docs/uptime/api/getting-started-with-uptime-api/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"betterstack", "logtail"}, Alphabet: alphabet.Alnum, Min: 24, Max: 24, Message: "Better Stack API key: sends logs and changes monitors"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export BETTERSTACK_API_TOKEN=«{alnum:24}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:24}\"\n", Why: "another name"},
	},
}
