package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// unsplashKeyRule finds Unsplash keys.
var unsplashKeyRule = &rules.Rule{
	ID:       "unsplash-key",
	Title:    "Unsplash key",
	Doc:      `The secret key of an Unsplash application: 43 characters under a name that says Unsplash. It acts as the application. Its access key, of the same form, may be public.`,
	Fix:      "Make a new key at https://unsplash.com/oauth/applications and read the new one from the environment.",
	Source:   "https://unsplash.com/documentation#authorization",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"unsplash"}, Names: []string{"secret", "secretkey"}, Alphabet: alphabet.AlnumDash, Min: 43, Max: 43, Message: "Unsplash secret key: acts as the application"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "unsplash_secret_key = \"«{alnum:43}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:43}\"\n", Why: "another name"},
		{Path: "client.py", Text: "unsplash_revision = \"{alnum:43}\"\n", Why: "a revision's name"},
	},
}
