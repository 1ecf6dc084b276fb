package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// webflowTokenRule finds Webflow API tokens.
var webflowTokenRule = &rules.Rule{
	ID:       "webflow-token",
	Title:    "Webflow API token",
	Doc:      `An API token of a Webflow site: 64 hexadecimal digits under a name that says Webflow. By its scopes it reads and changes the site.`,
	Fix:      "Revoke the token in Webflow, under Apps and integrations of the site, and read the new one from the environment.",
	Source:   "https://developers.webflow.com/data/reference/authentication/site-token",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"webflow"}, Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Webflow API token: reads and changes the site"}},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const webflowApiToken = \"«{hex:64}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:64}\"\n", Why: "another name"},
		{Path: "client.py", Text: "webflow_revision = \"{hex:64}\"\n", Why: "a revision's name"},
	},
}
