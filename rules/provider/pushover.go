package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// pushoverTokenRule finds Pushover tokens.
var pushoverTokenRule = &rules.Rule{
	ID:       "pushover-token",
	Title:    "Pushover token",
	Doc:      `An application's token or a user's key of Pushover: 30 letters and digits under a name that says Pushover. Both together send notifications to the user: a warning.`,
	Fix:      "Reset the token at https://pushover.net/ and read the new one from the environment.",
	Source:   "https://pushover.net/api",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"pushover"}, Alphabet: alphabet.LowerNum, Min: 30, Max: 30, Score: 0.66, Message: "Pushover token: sends notifications"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export PUSHOVER_TOKEN=«{lowernum:30}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{lowernum:30}\"\n", Why: "another name"},
		{Path: "client.py", Text: "pushover_revision = \"{lowernum:30}\"\n", Why: "a revision's name"},
	},
}
