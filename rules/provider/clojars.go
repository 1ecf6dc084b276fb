package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// clojarsDeployTokenRule finds a Clojars deploy token.
var clojarsDeployTokenRule = &rules.Rule{
	ID:       "clojars-deploy-token",
	Title:    "Clojars deploy token",
	Doc:      "A deploy token of Clojars (CLOJARS_ and 60 hexadecimal digits). It publishes versions of its owner's artefacts.",
	Fix:      "Disable it at https://clojars.org/tokens and read the new one from the environment.",
	Source:   "https://github.com/clojars/clojars-web/wiki/Deploy-Tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "CLOJARS_", Alphabet: alphabet.LowerNum, Min: 60, Max: 60, Message: "Clojars deploy token: publishes artefacts"}},
	Examples: []rules.Example{
		{Path: "profiles.clj", Text: "{:deploy-repositories [[\"clojars\" {:username \"acme\" :password \"«CLOJARS_{hex:60}»\"}]]}\n", Why: "Leiningen"},
	},
}
