package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// zendeskTokenRule finds Zendesk API tokens.
var zendeskTokenRule = &rules.Rule{
	ID:       "zendesk-token",
	Title:    "Zendesk API token",
	Doc:      `An API token of Zendesk: 40 letters and digits under a name that says Zendesk. It acts as any agent of the account: it reads every ticket.`,
	Fix:      "Deactivate the token at https://support.zendesk.com/hc/en-us/articles/4408889192858 and read the new one from the environment.",
	Source:   "https://developer.zendesk.com/api-reference/introduction/security-and-auth/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"zendesk"}, Alphabet: alphabet.Alnum, Min: 40, Max: 40, Message: "Zendesk API token: reads every ticket"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export ZENDESK_API_TOKEN=«{alnum:40}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:40}\"\n", Why: "another name"},
		{Path: "client.py", Text: "zendesk_revision = \"{alnum:40}\"\n", Why: "a revision's name"},
	},
}
