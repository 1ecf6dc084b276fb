package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// freshbooksAccessTokenRule finds a FreshBooks token or secret.
var freshbooksAccessTokenRule = &rules.Rule{
	ID:       "freshbooks-access-token",
	Title:    "FreshBooks token or secret",
	Doc:      "An access token or client secret of FreshBooks: 64 hexadecimal digits under a name that says FreshBooks. It reads and changes invoices and clients.",
	Fix:      "Revoke it at https://my.freshbooks.com/#/developer and read the new one from the environment.",
	Source:   "https://www.freshbooks.com/api/authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"freshbooks"}, Alphabet: alphabet.LowerNum, Min: 64, Max: 64, Message: "FreshBooks token or secret"}},
	Examples: []rules.Example{
		{Path: "books.py", Text: "FRESHBOOKS_CLIENT_SECRET = \"«{hex:64}»\"\n", Why: "an application"},
		{Path: "b.py", Text: "freshbooks_release_sha = \"{lowernum:64}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{lowernum:64}\"\n", Why: "another provider"},
	},
}
