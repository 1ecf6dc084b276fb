package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// messagebirdKeyRule finds MessageBird access keys.
var messagebirdKeyRule = &rules.Rule{
	ID:       "messagebird-key",
	Title:    "MessageBird access key",
	Doc:      `A live access key of MessageBird (Bird): 25 letters and digits under a name that says MessageBird. It sends messages and calls at the account's cost.`,
	Fix:      "Delete the key at https://dashboard.messagebird.com/en/developers/access and read the new one from the environment.",
	Source:   "https://developers.messagebird.com/api/#authentication",
	Severity: rules.Error,
	Keywords: []string{"messagebird", "bird"},
	Keyed:    []rules.Keyed{{Words: []string{"messagebird"}, Alphabet: alphabet.Alnum, Min: 25, Max: 25, Message: "MessageBird access key: sends messages at the cost of the account"}},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const messagebirdAccessKey = \"«{alnum:25}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:25}\"\n", Why: "another name"},
		{Path: "client.py", Text: "messagebird_revision = \"{alnum:25}\"\n", Why: "a revision's name"},
	},
}

// messagebirdClientIdRule finds MessageBird client identifiers.
var messagebirdClientIdRule = &rules.Rule{
	ID:       "messagebird-client-id",
	Title:    "MessageBird client identifier",
	Doc:      `The identifier of a client of MessageBird's conversations: a UUID under a name that says so. Alone it lets nobody in.`,
	Fix:      "Nothing is to be done unless the secret that belongs to it is here too.",
	Source:   "https://developers.messagebird.com/api/",
	Severity: rules.Info,
	Keywords: []string{"messagebird", "bird"},
	Keyed:    []rules.Keyed{{Words: []string{"messagebird"}, Names: []string{"clientid"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Score: 0.6, Message: "MessageBird client identifier"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"messagebirdClientId\": \"«{uuid}»\"}\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "messagebird_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
