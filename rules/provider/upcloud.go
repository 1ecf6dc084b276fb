package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// upcloudTokenRule finds UpCloud API tokens.
var upcloudTokenRule = &rules.Rule{
	ID:       "upcloud-token",
	Title:    "UpCloud API token",
	Doc:      `An API token of UpCloud (ucat_). It makes and deletes servers, within the addresses it was bound to.`,
	Fix:      "Delete the token at https://hub.upcloud.com/account/api-tokens and read the new one from the environment.",
	Source:   "https://developers.upcloud.com/1.3/3-account/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "ucat_", Alphabet: alphabet.Alnum, Min: 24, Max: 32, Message: "UpCloud API token: makes and deletes servers"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "UPCLOUD_TOKEN = \"«ucat_{alnum:26}»\"\n", Why: "by its form"},
	},
}
