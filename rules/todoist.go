package rules

// todoistTokenRule finds Todoist API tokens.
var todoistTokenRule = &Rule{
	ID:       "todoist-token",
	Title:    "Todoist API token",
	Doc:      `An API token of Todoist: 40 hexadecimal digits under a name that says Todoist. It reads and changes the tasks of its user.`,
	Fix:      "Issue a new token at https://app.todoist.com/app/settings/integrations/developer and read the new one from the environment.",
	Source:   "https://developer.todoist.com/api/v1/#tag/Authorization",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"todoist"},
	Run:      40,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"todoist"}, Alphabet: isLowerHex, Min: 40, Max: 40, Message: "Todoist API token: reads and changes tasks"})
	},
	Examples: []Example{
		{Path: "client.rb", Text: "todoist_api_token = \"«{hex:40}»\"\n", Why: "by its name"},
		{Path: "README.md", Text: "TODOIST_API_TOKEN={repeat:0:40}\n", Why: "filler"},
		{Path: "build.py", Text: "build_checksum = \"{hex:40}\"\n", Why: "another name"},
		{Path: "client.py", Text: "todoist_revision = \"{hex:40}\"\n", Why: "a revision's name"},
	},
}
