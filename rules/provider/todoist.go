package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// todoistTokenRule finds Todoist API tokens.
var todoistTokenRule = &rules.Rule{
	ID:       "todoist-token",
	Title:    "Todoist API token",
	Doc:      `An API token of Todoist: 40 hexadecimal digits under a name that says Todoist. It reads and changes the tasks of its user.`,
	Fix:      "Issue a new token at https://app.todoist.com/app/settings/integrations/developer and read the new one from the environment.",
	Source:   "https://developer.todoist.com/api/v1/#tag/Authorization",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"todoist"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Todoist API token: reads and changes tasks"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "todoist_api_token = \"«{hex:40}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:40}\"\n", Why: "another name"},
		{Path: "client.py", Text: "todoist_revision = \"{hex:40}\"\n", Why: "a revision's name"},
	},
}
