package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// giphyAPIKeyRule finds a Giphy API key.
var giphyAPIKeyRule = &rules.Rule{
	ID:       "giphy-api-key",
	Title:    "Giphy API key",
	Doc:      "An API key of Giphy: 32 letters and digits under a name that says Giphy. Apps carry it; it spends the account's quota, so that it is a warning.",
	Fix:      "Delete it at https://developers.giphy.com/dashboard/ and read the new one from the environment.",
	Source:   "https://developers.giphy.com/docs/api/",
	Severity: rules.Warning,
	Keyed:    []rules.Keyed{{Words: []string{"giphy"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Score: 0.6, Message: "Giphy API key"}},
	Examples: []rules.Example{
		{Path: "gif.js", Text: "const GIPHY_API_KEY = '«{alnum:32}»';\n", Why: "an app"},
		{Path: "b.py", Text: "giphy_release_sha = \"{alnum:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:32}\"\n", Why: "another provider"},
	},
}
