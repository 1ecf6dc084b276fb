package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// airbrakeAPIKeyRule finds an Airbrake key.
var airbrakeAPIKeyRule = &rules.Rule{
	ID:       "airbrake-api-key",
	Title:    "Airbrake key",
	Doc:      "A user's or a project's key of Airbrake: 40 or 32 hexadecimal digits under a name that says Airbrake. A user's key reads and changes all projects; a project's key only sends error notices.",
	Fix:      "Regenerate the key in the project's settings at https://airbrake.io and read it from the environment.",
	Source:   "https://docs.airbrake.io/docs/devops-tools/api/",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"airbrake"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Airbrake user key: reads and changes all projects"},
		{Words: []string{"airbrake"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Score: 0.65, Message: "Airbrake project key: sends error notices"},
	},
	Examples: []rules.Example{
		{Path: "airbrake.rb", Text: "Airbrake.configure { |c| c.project_key = ENV['X'] }\nAIRBRAKE_USER_KEY = '«{hex:40}»'\n", Why: "a user's key"},
		{Path: "b.py", Text: "airbrake_release_sha = \"{hex:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:40}\"\n", Why: "another provider"},
	},
}
