package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// imagekitTokenRule finds the ImageKit private key.
var imagekitTokenRule = &rules.Rule{
	ID:       "imagekit-private-key",
	Title:    "ImageKit private key",
	Doc:      "The private key of ImageKit (private_ and 28 characters of base64). It uploads, changes and deletes files.",
	Fix:      "Revoke it at https://imagekit.io/dashboard/developer/api-keys and read the new one from the environment.",
	Source:   "https://imagekit.io/docs/api-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "private_", Alphabet: alphabet.StdBase64, Min: 28, Max: 28, Message: "ImageKit private key: changes and deletes files"},
	},
	Examples: []rules.Example{
		{Path: "a.js", Text: "const imagekit = new ImageKit({ privateKey: '«private_{alnum:27}=»' });\n", Why: "a client"},
	},
}
