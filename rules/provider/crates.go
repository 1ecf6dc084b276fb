package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// cratesIOTokenRule finds a crates.io API token.
var cratesIOTokenRule = &rules.Rule{
	ID:       "crates-io-token",
	Title:    "crates.io API token",
	Doc:      "An API token of crates.io (cio and 32 letters and digits). It publishes and yanks versions of its owner's crates, as its scopes allow.",
	Fix:      "Revoke it at https://crates.io/settings/tokens, look at the crates' recent versions, and publish through trusted publishing.",
	Source:   "https://doc.rust-lang.org/cargo/reference/publishing.html",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"cio"},
	Run:      35,
	Solid:    true,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "cio", Alphabet: alphabet.Alnum, Min: 32, Max: 32, Valid: judge.GeneratedBody, Message: "crates.io API token: publishes crates"})
	},
	Examples: []rules.Example{
		{Path: "credentials.toml", Text: "[registry]\ntoken = \"«cio{alnum:32}»\"\n", Why: "cargo login"},
		{Path: "c.js", Text: "const name = \"ciobservabilitypipelinerunnermetrics\";\n", Why: "a word"},
		{Path: "a.md", Text: "TOKEN=cio{repeat:x:32}\n", Why: "filler"},
		{Path: "b.md", Text: "use cio... here\n", Why: "elided"},
	},
}
