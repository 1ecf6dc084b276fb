package rules

// cratesIOTokenRule finds a crates.io API token.
var cratesIOTokenRule = &Rule{
	ID:       "crates-io-token",
	Title:    "crates.io API token",
	Doc:      "An API token of crates.io (cio and 32 letters and digits). It publishes and yanks versions of its owner's crates, as its scopes allow.",
	Fix:      "Revoke it at https://crates.io/settings/tokens, look at the crates' recent versions, and publish through trusted publishing.",
	Source:   "https://doc.rust-lang.org/cargo/reference/publishing.html",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"cio"},
	Run:      35,
	Solid:    true,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "cio", Alphabet: isAlnum, Min: 32, Max: 32, Valid: generatedBody, Message: "crates.io API token: publishes crates"})
	},
	Examples: []Example{
		{Path: "credentials.toml", Text: "[registry]\ntoken = \"«cio{alnum:32}»\"\n", Why: "cargo login"},
		{Path: "c.js", Text: "const name = \"ciobservabilitypipelinerunnermetrics\";\n", Why: "a word"},
		{Path: "a.md", Text: "TOKEN=cio{repeat:x:32}\n", Why: "filler"},
		{Path: "b.md", Text: "use cio... here\n", Why: "elided"},
	},
}
