package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// gitbookTokenRule finds a GitBook API token.
var gitbookTokenRule = &rules.Rule{
	ID:       "gitbook-token",
	Title:    "GitBook API token",
	Doc:      "An API token of GitBook (gb_api_ and 40 letters and digits). It reads and changes the person's spaces.",
	Fix:      "Delete it at https://app.gitbook.com/account/developer and read the new one from the environment.",
	Source:   "https://gitbook.com/docs/developers/gitbook-api/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "gb_api_", Alphabet: alphabet.Alnum, Min: 36, Max: 48, Message: "GitBook API token"}},
	Examples: []rules.Example{
		{Path: "doc.sh", Text: "export GITBOOK_TOKEN=«gb_api_{alnum:40}»\n", Why: "a script"},
	},
}
