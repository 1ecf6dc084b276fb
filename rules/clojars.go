package rules

// clojarsDeployTokenRule finds a Clojars deploy token.
var clojarsDeployTokenRule = &Rule{
	ID:       "clojars-deploy-token",
	Title:    "Clojars deploy token",
	Doc:      "A deploy token of Clojars (CLOJARS_ and 60 hexadecimal digits). It publishes versions of its owner's artefacts.",
	Fix:      "Disable it at https://clojars.org/tokens and read the new one from the environment.",
	Source:   "https://github.com/clojars/clojars-web/wiki/Deploy-Tokens",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"CLOJARS_"},
	Run:      68,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "CLOJARS_", Alphabet: isLowerNum, Min: 60, Max: 60, Message: "Clojars deploy token: publishes artefacts"})
	},
	Examples: []Example{
		{Path: "profiles.clj", Text: "{:deploy-repositories [[\"clojars\" {:username \"acme\" :password \"«CLOJARS_{hex:60}»\"}]]}\n", Why: "Leiningen"},
		{Path: "a.md", Text: "TOKEN=CLOJARS_{repeat:x:60}\n", Why: "filler"},
		{Path: "b.md", Text: "use CLOJARS_... here\n", Why: "elided"},
	},
}
