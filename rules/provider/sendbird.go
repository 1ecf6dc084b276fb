package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// sendbirdTokenRule finds Sendbird API tokens.
var sendbirdTokenRule = &rules.Rule{
	ID:       "sendbird-token",
	Title:    "Sendbird API token",
	Doc:      `The API token of a Sendbird application: 40 hexadecimal digits under a name that says Sendbird. It reads and sends every message of the application.`,
	Fix:      "Revoke the token at https://dashboard.sendbird.com/ and read the new one from the environment.",
	Source:   "https://sendbird.com/docs/chat/platform-api/v3/prepare-to-use-api",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"sendbird"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Sendbird API token: reads every message"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export SENDBIRD_API_TOKEN=«{hex:40}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:40}\"\n", Why: "another name"},
		{Path: "client.py", Text: "sendbird_revision = \"{hex:40}\"\n", Why: "a revision's name"},
	},
}

// sendbirdAppIdRule finds Sendbird application identifiers.
var sendbirdAppIdRule = &rules.Rule{
	ID:       "sendbird-app-id",
	Title:    "Sendbird application identifier",
	Doc:      `The identifier of a Sendbird application: a UUID under a name that says so. Apps ship it; alone it lets nobody in.`,
	Fix:      "Nothing is to be done: the identifier is public.",
	Source:   "https://sendbird.com/docs/chat/platform-api/v3/prepare-to-use-api",
	Severity: rules.Info,
	Keyed:    []rules.Keyed{{Words: []string{"sendbird"}, Names: []string{"appid", "applicationid", "accessid"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Score: 0.6, Message: "Sendbird application identifier"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "sendbird_app_id = \"«{uuid}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "sendbird_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
