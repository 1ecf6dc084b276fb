package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// nasaKeyRule finds NASA API keys.
var nasaKeyRule = &rules.Rule{
	ID:       "nasa-key",
	Title:    "NASA API key",
	Doc:      `An API key of api.nasa.gov: 40 letters and digits under a name that says NASA, or as api_key in an address of nasa.gov. It uses up its owner's requests: a warning.`,
	Fix:      "Ask for a new key at https://api.nasa.gov/ and read the new one from the environment.",
	Source:   "https://api.nasa.gov/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"nasa"}, Alphabet: alphabet.Alnum, Min: 40, Max: 40, Score: 0.65, Message: "NASA API key: uses up requests"}},
	Examples: []rules.Example{
		{Path: "apod.py", Text: "url = \"https://api.nasa.gov/planetary/apod?api_key=«{alnum:40}»\"\n", Why: "in an address"},
		{Path: "deploy.sh", Text: "export NASA_API_KEY=«{alnum:40}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:40}\"\n", Why: "another name"},
		{Path: "client.py", Text: "nasa_revision = \"{alnum:40}\"\n", Why: "a revision's name"},
		{Path: "d.py", Text: "url = \"https://api.nasa.gov/planetary/apod?api_key=DEMO_KEY\"\n", Why: "the key that everyone uses"},
	},
}
