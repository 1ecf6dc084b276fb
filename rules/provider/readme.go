package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// readmeKeyRule finds ReadMe API keys.
var readmeKeyRule = &rules.Rule{
	ID:       "readme-key",
	Title:    "ReadMe API key",
	Doc:      `An API key of ReadMe (rdme_). It changes the documentation of its project.`,
	Fix:      "Delete the key at https://dash.readme.com/ and read the new one from the environment.",
	Source:   "https://docs.readme.com/main/reference/intro/authentication",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"rdme_"},
	Run:      75,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "rdme_", Alphabet: alphabet.LowerNum, Min: 70, Max: 80, Message: "ReadMe API key: changes documentation"})
	},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"readmeApiKey\": \"«rdme_xn8s9h{hex:64}»\"}\n", Why: "by its form"},
		{Path: "README.md", Text: "README_API_KEY=rdme_{repeat:x:70}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set README_API_KEY to rdme_... and restart.\n", Why: "elided"},
	},
}
