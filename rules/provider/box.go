package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// boxClientSecretRule finds a Box client secret or developer token.
var boxClientSecretRule = &rules.Rule{
	ID:       "box-client-secret",
	Title:    "Box client secret or developer token",
	Doc:      "The client secret of a Box app, or a developer token, which lives for an hour: 32 letters and digits under a name that says Box. With the public client identifier the secret obtains tokens.",
	Fix:      "Reset the secret in the app's configuration at https://app.box.com/developers/console and read it from the environment.",
	Source:   "https://developer.box.com/guides/authentication/client-credentials/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"box", "boxsdk"}, Names: []string{"clientsecret", "developertoken", "boxsecret", "accesstoken"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Score: 0.8, Message: "Box client secret or developer token"}},
	Examples: []rules.Example{
		{Path: "box.py", Text: "BOX_CLIENT_SECRET = \"«{alnum:32}»\"\n", Why: "an app"},
		{Path: "d.py", Text: "box_shadow_key = \"{alnum:32}\"\n", Why: "a box of another kind"},
		{Path: "b.py", Text: "box_release_sha = \"{alnum:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:32}\"\n", Why: "another provider"},
	},
}
