package rules

// eventbriteTokenRule finds an Eventbrite token.
var eventbriteTokenRule = &Rule{
	ID:       "eventbrite-token",
	Title:    "Eventbrite token",
	Doc:      "A private token of Eventbrite: 20 capitals and digits under a name that says Eventbrite. It acts as the organiser: reads attendees and changes events.",
	Fix:      "Delete the key at https://www.eventbrite.com/account-settings/apps and read the new one from the environment.",
	Source:   "https://www.eventbrite.com/platform/docs/authentication",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"eventbrite"},
	Run:      20,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"eventbrite"}, Alphabet: isUpperNum, Min: 20, Max: 20, Message: "Eventbrite token"})
	},
	Examples: []Example{
		{Path: "events.py", Text: "EVENTBRITE_TOKEN = \"«{uppernum:20}»\"\n", Why: "a script"},
		{Path: "a.md", Text: "eventbrite: eventbrite_api_key={repeat:x:20}\n", Why: "filler"},
		{Path: "b.py", Text: "eventbrite_release_sha = \"{uppernum:20}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{uppernum:20}\"\n", Why: "another provider"},
	},
}
