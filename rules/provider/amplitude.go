package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// amplitudeSecretKeyRule finds an Amplitude secret key.
var amplitudeSecretKeyRule = &rules.Rule{
	ID:       "amplitude-secret-key",
	Title:    "Amplitude secret key",
	Doc:      "The secret key of an Amplitude project: 32 hexadecimal digits under a name that says Amplitude and secret. It exports and deletes the users' data. The API key of the same form is sent to every browser and left alone.",
	Fix:      "Regenerate it in the project's settings at https://app.amplitude.com and read it from the environment.",
	Source:   "https://amplitude.com/docs/apis/authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"amplitude"}, Names: []string{"secret", "secretkey", "apisecret"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Amplitude secret key: exports and deletes users' data"}},
	Examples: []rules.Example{
		{Path: "export.py", Text: "AMPLITUDE_SECRET_KEY = \"«{hex:32}»\"\n", Why: "a data export"},
		{Path: "d.js", Text: "const AMPLITUDE_API_KEY = '{hex:32}';\n", Why: "the public API key"},
		{Path: "b.py", Text: "amplitude_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
