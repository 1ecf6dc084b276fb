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
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "cio", Alphabet: alphabet.Alnum, Min: 32, Max: 32, Valid: judge.GeneratedBody, Message: "crates.io API token: publishes crates"}},
	Examples: []rules.Example{
		{Path: "credentials.toml", Text: "[registry]\ntoken = \"«cio{alnum:32}»\"\n", Why: "cargo login"},
		{Path: "c.js", Text: "const name = \"ciobservabilitypipelinerunnermetrics\";\n", Why: "a word"},
	},
}
