package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// flickrAPISecretRule finds a Flickr API key or secret.
var flickrAPISecretRule = &rules.Rule{
	ID:       "flickr-api-secret",
	Title:    "Flickr API key or secret",
	Doc:      "The secret (16 hexadecimal digits) or key (32) of a Flickr application under a name that says Flickr. Both together obtain tokens of users; the key alone reads what is public and is a warning.",
	Fix:      "Delete the application at https://www.flickr.com/services/apps/by/me and read the new one's from the environment.",
	Source:   "https://www.flickr.com/services/api/auth.oauth.html",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"flickr"}, Names: []string{"secret", "apisecret", "tokensecret"}, Alphabet: alphabet.LowerHex, Min: 16, Max: 16, Score: 0.8, Message: "Flickr API secret"},
		{Words: []string{"flickr"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Score: 0.66, Message: "Flickr API key"},
	},
	Examples: []rules.Example{
		{Path: "photos.php", Text: "$flickr_secret = '«{hex:16}»';\n", Why: "a secret"},
		{Path: "photos.py", Text: "FLICKR_API_KEY = \"«{hex:32}»\"\n", Why: "a key"},
		{Path: "b.py", Text: "flickr_release_sha = \"{hex:16}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:16}\"\n", Why: "another provider"},
	},
}
