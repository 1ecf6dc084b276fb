package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// buttercmsTokenRule finds a ButterCMS token.
var buttercmsTokenRule = &rules.Rule{
	ID:       "buttercms-token",
	Title:    "ButterCMS token",
	Doc:      "The read or write token of ButterCMS: 40 hexadecimal digits under a name that says ButterCMS. Read tokens are sent to browsers by many sites, so that it is a warning unless the name says write.",
	Fix:      "Change the token at https://buttercms.com/settings/ and read it from the environment.",
	Source:   "https://buttercms.com/docs/api/",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"buttercms"}, Names: []string{"writetoken", "writeapitoken", "writekey"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "ButterCMS write token"},
		{Words: []string{"buttercms", "butter"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Score: 0.66, Message: "ButterCMS read token"},
	},
	Examples: []rules.Example{
		{Path: "blog.js", Text: "const BUTTERCMS_API_TOKEN = '«{hex:40}»';\n", Why: "a read token"},
		{Path: "import.js", Text: "const BUTTERCMS_WRITE_TOKEN = '«{hex:40}»';\n", Why: "a write token"},
		{Path: "b.py", Text: "buttercms_release_sha = \"{hex:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:40}\"\n", Why: "another provider"},
	},
}
