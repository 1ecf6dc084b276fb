package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// mixpanelSecretRule finds Mixpanel secrets.
var mixpanelSecretRule = &rules.Rule{
	ID:       "mixpanel-secret",
	Title:    "Mixpanel secret",
	Doc:      `The API secret of a Mixpanel project, or the secret of a service account: 32 letters and digits under a name that says so. It exports and imports the project's events. The project's token, which pages show, is none.`,
	Fix:      "Reset the secret at https://mixpanel.com/settings/project and read the new one from the environment.",
	Source:   "https://developer.mixpanel.com/reference/authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"mixpanel"}, Names: []string{"secret", "secretkey", "serviceaccountpassword"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Message: "Mixpanel secret: exports the project's events"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const mixpanelApiSecret = '«{hex:32}»';\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "mixpanel_revision = \"{hex:32}\"\n", Why: "a revision's name"},
		{Path: "app.js", Text: "const mixpanelToken = '{hex:32}';\n", Why: "the project's token, which is public"},
	},
}
