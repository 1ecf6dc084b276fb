package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// railwayTokenRule finds Railway tokens.
var railwayTokenRule = &rules.Rule{
	ID:       "railway-token",
	Title:    "Railway token",
	Doc:      `A token of Railway, of a project or an account: a UUID under a name that says Railway. It deploys, and reads the variables of the services, where other secrets are.`,
	Fix:      "Delete the token at https://railway.com/account/tokens and read the new one from the environment.",
	Source:   "https://docs.railway.com/guides/public-api",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"railway"}, Names: []string{"token", "apikey", "apitoken"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "Railway token: deploys and reads variables"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"railwayToken\": \"«{uuid}»\"}\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "railway_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
