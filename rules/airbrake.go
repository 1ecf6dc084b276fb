package rules

// airbrakeAPIKeyRule finds an Airbrake key.
var airbrakeAPIKeyRule = &Rule{
	ID:       "airbrake-api-key",
	Title:    "Airbrake key",
	Doc:      "A user's or a project's key of Airbrake: 40 or 32 hexadecimal digits under a name that says Airbrake. A user's key reads and changes all projects; a project's key only sends error notices.",
	Fix:      "Regenerate the key in the project's settings at https://airbrake.io and read it from the environment.",
	Source:   "https://docs.airbrake.io/docs/devops-tools/api/",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"airbrake"},
	Run:      32,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c,
			Keyed{Words: []string{"airbrake"}, Alphabet: isLowerHex, Min: 40, Max: 40, Message: "Airbrake user key: reads and changes all projects"},
			Keyed{Words: []string{"airbrake"}, Alphabet: isLowerHex, Min: 32, Max: 32, Score: 0.65, Message: "Airbrake project key: sends error notices"},
		)
	},
	Examples: []Example{
		{Path: "airbrake.rb", Text: "Airbrake.configure { |c| c.project_key = ENV['X'] }\nAIRBRAKE_USER_KEY = '«{hex:40}»'\n", Why: "a user's key"},
		{Path: "a.md", Text: "airbrake: airbrake_api_key={repeat:x:40}\n", Why: "filler"},
		{Path: "b.py", Text: "airbrake_release_sha = \"{hex:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:40}\"\n", Why: "another provider"},
	},
}
