package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// eventbriteTokenRule finds an Eventbrite token.
var eventbriteTokenRule = &rules.Rule{
	ID:       "eventbrite-token",
	Title:    "Eventbrite token",
	Doc:      "A private token of Eventbrite: 20 capitals and digits under a name that says Eventbrite. It acts as the organizer: reads attendees and changes events.",
	Fix:      "Delete the key at https://www.eventbrite.com/account-settings/apps and read the new one from the environment.",
	Source:   "https://www.eventbrite.com/platform/docs/authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"eventbrite"}, Alphabet: alphabet.UpperNum, Min: 20, Max: 20, Message: "Eventbrite token"}},
	Examples: []rules.Example{
		{Path: "events.py", Text: "EVENTBRITE_TOKEN = \"«{uppernum:20}»\"\n", Why: "a script"},
		{Path: "b.py", Text: "eventbrite_release_sha = \"{uppernum:20}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{uppernum:20}\"\n", Why: "another provider"},
	},
}
