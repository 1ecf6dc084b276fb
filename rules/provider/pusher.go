package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// pusherSecretRule finds Pusher secrets.
var pusherSecretRule = &rules.Rule{
	ID:       "pusher-secret",
	Title:    "Pusher secret",
	Doc:      `The secret of a Pusher Channels app: 20 hexadecimal digits under a name that says Pusher. It sends events to every client and signs their subscriptions. The app's key is public.`,
	Fix:      "Make new keys for the app at https://dashboard.pusher.com/ and read the new one from the environment.",
	Source:   "https://pusher.com/docs/channels/library_auth_reference/rest-api/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"pusher"}, Names: []string{"secret"}, Alphabet: alphabet.LowerHex, Min: 20, Max: 20, Message: "Pusher secret: sends events to every client"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const pusherAppSecret = '«{hex:20}»';\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:20}\"\n", Why: "another name"},
		{Path: "client.py", Text: "pusher_revision = \"{hex:20}\"\n", Why: "a revision's name"},
		{Path: "a.js", Text: "const pusherKey = '{hex:20}';\n", Why: "an app's key, which is public"},
	},
}
