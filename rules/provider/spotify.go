package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// spotifySecretRule finds Spotify client secrets.
var spotifySecretRule = &rules.Rule{
	ID:       "spotify-secret",
	Title:    "Spotify client secret",
	Doc:      `The client secret of a Spotify app: 32 hexadecimal digits under a name that says so. With the client's identifier, which has the same form and is public, it acts as the app.`,
	Fix:      "Rotate the secret at https://developer.spotify.com/dashboard and read the new one from the environment.",
	Source:   "https://developer.spotify.com/documentation/web-api/concepts/apps",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"spotify"}, Names: []string{"secret"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Spotify client secret: acts as the app"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const spotifyClientSecret = '«{hex:32}»';\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "spotify_revision = \"{hex:32}\"\n", Why: "a revision's name"},
		{Path: "a.py", Text: "SPOTIFY_CLIENT_ID = \"{hex:32}\"\n", Why: "a client's identifier"},
	},
}
