package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// livekitAPISecretRule finds a LiveKit API secret.
var livekitAPISecretRule = &rules.Rule{
	ID:       "livekit-api-secret",
	Title:    "LiveKit API secret",
	Doc:      "The secret of a LiveKit API key: 40 to 48 letters and digits under a name that says LiveKit. It signs tokens for every room.",
	Fix:      "Revoke the key in the project's settings at https://cloud.livekit.io and read the new one from the environment.",
	Source:   "https://docs.livekit.io/home/get-started/authentication/",
	Severity: rules.Error,
	Keywords: []string{"livekit"},
	Keyed:    []rules.Keyed{{Words: []string{"livekit", "lk"}, Names: []string{"secret", "apisecret"}, Alphabet: alphabet.Alnum, Min: 32, Max: 48, Message: "LiveKit API secret"}},
	Examples: []rules.Example{
		{Path: "room.env.sh", Text: "export LIVEKIT_API_SECRET=«{alnum:44}»\n", Why: "a server"},
		{Path: "b.py", Text: "livekit_release_sha = \"{alnum:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:32}\"\n", Why: "another provider"},
	},
}
