package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// muxSecretRule finds Mux token secrets.
var muxSecretRule = &rules.Rule{
	ID:       "mux-secret",
	Title:    "Mux token secret",
	Doc:      `The secret of an access token of Mux: 75 characters of base64 under a name that says Mux. With the token's identifier it uploads and deletes videos.`,
	Fix:      "Delete the token at https://dashboard.mux.com/settings/access-tokens and read the new one from the environment.",
	Source:   "https://www.mux.com/docs/core/make-api-requests",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"mux"}, Alphabet: alphabet.StdBase64, Min: 75, Max: 75, Message: "Mux token secret: uploads and deletes videos"}},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const muxTokenSecret = \"«{alnum:75}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:75}\"\n", Why: "another name"},
		{Path: "client.py", Text: "mux_revision = \"{alnum:75}\"\n", Why: "a revision's name"},
	},
}
