package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// gitbookTokenRule finds a GitBook API token.
var gitbookTokenRule = &rules.Rule{
	ID:       "gitbook-token",
	Title:    "GitBook API token",
	Doc:      "An API token of GitBook (gb_api_ and 40 letters and digits). It reads and changes the person's spaces.",
	Fix:      "Delete it at https://app.gitbook.com/account/developer and read the new one from the environment.",
	Source:   "https://gitbook.com/docs/developers/gitbook-api/authentication",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"gb_api_"},
	Run:      43,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "gb_api_", Alphabet: alphabet.Alnum, Min: 36, Max: 48, Message: "GitBook API token"})
	},
	Examples: []rules.Example{
		{Path: "doc.sh", Text: "export GITBOOK_TOKEN=«gb_api_{alnum:40}»\n", Why: "a script"},
		{Path: "a.md", Text: "TOKEN=gb_api_{repeat:x:36}\n", Why: "filler"},
		{Path: "b.md", Text: "use gb_api_... here\n", Why: "elided"},
	},
}
