package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// airshipTokenRule finds an Airship token.
var airshipTokenRule = &rules.Rule{
	ID:       "airship-token",
	Title:    "Airship token",
	Doc:      "A bearer token of Airship (Urban Airship): 91 letters and digits or so under a name that says Airship. It sends notifications to every user of the app. The older master secret of 22 characters is reported too.",
	Fix:      "Delete the token under Settings, Tokens in the project at https://go.airship.com and read the new one from the environment.",
	Source:   "https://docs.airship.com/reference/security/auth/",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"airship"}, Alphabet: alphabet.Alnum, Min: 88, Max: 94, Message: "Airship bearer token: sends notifications to all users"},
		{Words: []string{"airship"}, Names: []string{"mastersecret", "appmastersecret"}, Alphabet: alphabet.AlnumDash, Min: 22, Max: 22, Message: "Airship master secret: sends notifications to all users"},
	},
	Examples: []rules.Example{
		{Path: "push.py", Text: "AIRSHIP_TOKEN = \"«{alnum:91}»\"\n", Why: "a bearer token"},
		{Path: "airshipconfig.properties", Text: "airship.productionAppMasterSecret=«{urlsafe:22}»\n", Why: "a master secret"},
		{Path: "b.py", Text: "airship_release_sha = \"{alnum:88}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:88}\"\n", Why: "another provider"},
	},
}
