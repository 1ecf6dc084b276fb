package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// lookerClientSecretRule finds a Looker client secret.
var lookerClientSecretRule = &rules.Rule{
	ID:       "looker-client-secret",
	Title:    "Looker client secret",
	Doc:      "The client secret of a Looker API key: 24 letters and digits under a name that says Looker and secret. With its public identifier of 20 characters it queries as the user.",
	Fix:      "Delete the key of the user under Admin, Users on the server and read the new one from the environment.",
	Source:   "https://cloud.google.com/looker/docs/api-auth",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"looker", "lookersdk"}, Names: []string{"secret", "clientsecret"}, Alphabet: alphabet.Alnum, Min: 24, Max: 24, Message: "Looker client secret"}},
	Examples: []rules.Example{
		{Path: "looker.ini", Text: "[Looker]\nlooker_client_secret=«{alnum:24}»\n", Why: "the SDK"},
		{Path: "b.py", Text: "looker_release_sha = \"{alnum:24}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:24}\"\n", Why: "another provider"},
	},
}
