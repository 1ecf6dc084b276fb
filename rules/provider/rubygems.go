package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// rubygemsKeyRule finds RubyGems API keys.
var rubygemsKeyRule = &rules.Rule{
	ID:       "rubygems-key",
	Title:    "RubyGems API key",
	Doc:      `An API key of rubygems.org (rubygems_). By its scopes it pushes and yanks its owner's gems.`,
	Fix:      "Delete the key at https://rubygems.org/profile/api_keys and read the new one from the environment.",
	Source:   "https://guides.rubygems.org/api-key-scopes/",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Prefixes: []string{"rubygems_"},
	Run:      57,
	Binary:   true,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchToken(c, rules.Token{Prefix: "rubygems_", Alphabet: alphabet.LowerHex, Min: 48, Max: 48, Message: "RubyGems API key: pushes its owner's gems"})
	},
	Examples: []rules.Example{
		{Path: ".gem/credentials", Text: "---\n:rubygems_api_key: «rubygems_{hex:48}»\n", Why: "a credentials file"},
		{Path: ".env", Text: "GEM_HOST_API_KEY=«rubygems_{hex:48}»\n", Why: "by its form"},
		{Path: "README.md", Text: "GEM_HOST_API_KEY=rubygems_{repeat:0:48}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set GEM_HOST_API_KEY to rubygems_... and restart.\n", Why: "elided"},
	},
}
