package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// clockifyAPIKeyRule finds a Clockify API key.
var clockifyAPIKeyRule = &rules.Rule{
	ID:       "clockify-api-key",
	Title:    "Clockify API key",
	Doc:      "An API key of Clockify: 48 letters and digits of base64 under a name that says Clockify. It reads and changes the person's time entries.",
	Fix:      "Regenerate the key at https://app.clockify.me/user/preferences#advanced and read it from the environment.",
	Source:   "https://docs.clockify.me/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"clockify"}, Alphabet: alphabet.Alnum, Min: 48, Max: 48, Message: "Clockify API key"}},
	Examples: []rules.Example{
		{Path: "time.py", Text: "CLOCKIFY_API_KEY = \"«{alnum:48}»\"\n", Why: "a report"},
		{Path: "b.py", Text: "clockify_release_sha = \"{alnum:48}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:48}\"\n", Why: "another provider"},
	},
}
