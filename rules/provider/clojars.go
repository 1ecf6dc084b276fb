package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// clojarsDeployTokenRule finds a Clojars deploy token.
var clojarsDeployTokenRule = &rules.Rule{
	ID:       "clojars-deploy-token",
	Title:    "Clojars deploy token",
	Doc:      "A deploy token of Clojars (CLOJARS_ and 60 hexadecimal digits). It publishes versions of its owner's artefacts.",
	Fix:      "Disable it at https://clojars.org/tokens and read the new one from the environment.",
	Source:   "https://github.com/clojars/clojars-web/wiki/Deploy-Tokens",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"CLOJARS_"},
	Run:      68,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "CLOJARS_", Alphabet: alphabet.LowerNum, Min: 60, Max: 60, Message: "Clojars deploy token: publishes artefacts"})
	},
	Examples: []rules.Example{
		{Path: "profiles.clj", Text: "{:deploy-repositories [[\"clojars\" {:username \"acme\" :password \"«CLOJARS_{hex:60}»\"}]]}\n", Why: "Leiningen"},
		{Path: "a.md", Text: "TOKEN=CLOJARS_{repeat:x:60}\n", Why: "filler"},
		{Path: "b.md", Text: "use CLOJARS_... here\n", Why: "elided"},
	},
}
