package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// etsyAccessTokenRule finds an Etsy API key.
var etsyAccessTokenRule = &rules.Rule{
	ID:       "etsy-access-token",
	Title:    "Etsy API key",
	Doc:      "An API key (keystring) of Etsy: 24 letters and digits under a name that says Etsy. It calls the API in the application's name; with the shared secret it obtains tokens of sellers.",
	Fix:      "Delete the application at https://www.etsy.com/developers/your-apps and read the new one's key from the environment.",
	Source:   "https://developers.etsy.com/documentation/essentials/authentication/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"etsy"}, Alphabet: alphabet.LowerNum, Min: 24, Max: 24, Score: 0.8, Message: "Etsy API key"}},
	Examples: []rules.Example{
		{Path: "shop.py", Text: "ETSY_API_KEY = \"«{lowernum:24}»\"\n", Why: "a shop"},
		{Path: "b.py", Text: "etsy_release_sha = \"{lowernum:24}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{lowernum:24}\"\n", Why: "another provider"},
	},
}
