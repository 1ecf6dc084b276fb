package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// teamworkTokenRule finds the Teamwork token.
var teamworkTokenRule = &rules.Rule{
	ID:       "teamwork-token",
	Title:    "Teamwork token",
	Doc:      "A token of Teamwork (tkn.v1_ and 72 characters of base64). It reads and changes projects, tickets and customers.",
	Fix:      "Revoke it at https://www.teamwork.com/launchpad and read the new one from the environment.",
	Source:   "https://apidocs.teamwork.com/guides/teamwork/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "tkn.v1_", Alphabet: alphabet.StdBase64, Min: 60, Max: 96, Message: "Teamwork token: reads and changes projects"},
	},
	Examples: []rules.Example{
		{Path: "a.py", Text: "TEAMWORK_TOKEN = \"«tkn.v1_{alnum:71}=»\"\n", Why: "a client"},
	},
}
