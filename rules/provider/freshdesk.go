package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// freshdeskAPIKeyRule finds a Freshdesk API key.
var freshdeskAPIKeyRule = &rules.Rule{
	ID:       "freshdesk-api-key",
	Title:    "Freshdesk API key",
	Doc:      "An API key of Freshdesk: 20 letters and digits under a name that says Freshdesk. It acts as the agent: reads and answers tickets.",
	Fix:      "Reset it in the agent's profile settings on the helpdesk and read it from the environment.",
	Source:   "https://developers.freshdesk.com/api/#authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"freshdesk", "freshservice"}, Alphabet: alphabet.Alnum, Min: 17, Max: 20, Message: "Freshdesk API key"}},
	Examples: []rules.Example{
		{Path: "desk.py", Text: "FRESHDESK_API_KEY = \"«{alnum:20}»\"\n", Why: "a script"},
		{Path: "b.py", Text: "freshdesk_release_sha = \"{alnum:17}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:17}\"\n", Why: "another provider"},
	},
}
