package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// rubygemsKeyRule finds RubyGems API keys.
var rubygemsKeyRule = &rules.Rule{
	ID:       "rubygems-key",
	Title:    "RubyGems API key",
	Doc:      `An API key of rubygems.org (rubygems_). By its scopes it pushes and yanks its owner's gems.`,
	Fix:      "Delete the key at https://rubygems.org/profile/api_keys and read the new one from the environment.",
	Source:   "https://guides.rubygems.org/api-key-scopes/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "rubygems_", Alphabet: alphabet.LowerHex, Min: 48, Max: 48, Message: "RubyGems API key: pushes its owner's gems"}},
	Examples: []rules.Example{
		{Path: ".gem/credentials", Text: "---\n:rubygems_api_key: «rubygems_{hex:48}»\n", Why: "a credentials file"},
		{Path: ".env", Text: "GEM_HOST_API_KEY=«rubygems_{hex:48}»\n", Why: "by its form"},
	},
}
