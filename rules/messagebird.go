package rules

// messagebirdKeyRule finds MessageBird access keys.
var messagebirdKeyRule = &Rule{
	ID:       "messagebird-key",
	Title:    "MessageBird access key",
	Doc:      `A live access key of MessageBird (Bird): 25 letters and digits under a name that says MessageBird. It sends messages and calls at the account's cost.`,
	Fix:      "Delete the key at https://dashboard.messagebird.com/en/developers/access and read the new one from the environment.",
	Source:   "https://developers.messagebird.com/api/#authentication",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"messagebird", "bird"},
	Run:      25,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"messagebird"}, Alphabet: isAlnum, Min: 25, Max: 25, Message: "MessageBird access key: sends messages at the cost of the account"})
	},
	Examples: []Example{
		{Path: "main.go", Text: "const messagebirdAccessKey = \"«{alnum:25}»\"\n", Why: "by its name"},
		{Path: "README.md", Text: "MESSAGEBIRD_ACCESS_KEY={repeat:x:25}\n", Why: "filler"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:25}\"\n", Why: "another name"},
		{Path: "client.py", Text: "messagebird_revision = \"{alnum:25}\"\n", Why: "a revision's name"},
	},
}

// messagebirdClientIdRule finds MessageBird client identifiers.
var messagebirdClientIdRule = &Rule{
	ID:       "messagebird-client-id",
	Title:    "MessageBird client identifier",
	Doc:      `The identifier of a client of MessageBird's conversations: a UUID under a name that says so. Alone it lets nobody in.`,
	Fix:      "Nothing is to be done unless the secret that belongs to it is here too.",
	Source:   "https://developers.messagebird.com/api/",
	Severity: Info,
	Kinds:    keyedKinds,
	Keywords: []string{"messagebird", "bird"},
	Run:      36,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"messagebird"}, Names: []string{"clientid"}, Alphabet: isHexDash, Min: 36, Max: 36, Valid: uuidForm, Score: 0.6, Message: "MessageBird client identifier"})
	},
	Examples: []Example{
		{Path: "app.json", Text: "{\"messagebirdClientId\": \"«{uuid}»\"}\n", Why: "by its name"},
		{Path: "README.md", Text: "MESSAGEBIRD_CLIENT_ID=00000000-0000-0000-0000-000000000000\n", Why: "filler"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "messagebird_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
