package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// cloudinaryAPISecretRule finds a Cloudinary API secret.
var cloudinaryAPISecretRule = &rules.Rule{
	ID:       "cloudinary-api-secret",
	Title:    "Cloudinary API secret",
	Doc:      "The API secret of a Cloudinary account: 27 URL-safe characters under a name that says Cloudinary, or in an address cloudinary://KEY:SECRET@CLOUD, which connection-url reports. With the key, which is public, it changes and deletes the account's media.",
	Fix:      "Disable the key at https://console.cloudinary.com/settings/api-keys and read the new one from the environment.",
	Source:   "https://cloudinary.com/documentation/how_to_integrate_cloudinary#get_familiar_with_the_cloudinary_console",
	Severity: rules.Error,
	Keywords: []string{"cloudinary", "cloud"},
	Keyed: []rules.Keyed{
		{Words: []string{"cloudinary"}, Names: []string{"secret", "apisecret", "secretkey"}, Alphabet: alphabet.AlnumDash, Min: 27, Max: 27, Message: "Cloudinary API secret: changes and deletes the media"},
		{Words: []string{"cloudinary", "cloudname"}, Names: []string{"apisecret"}, Alphabet: alphabet.AlnumDash, Min: 27, Max: 27, Message: "Cloudinary API secret: changes and deletes the media"},
	},
	Examples: []rules.Example{
		{Path: "media.js", Text: "const CLOUDINARY_API_SECRET = '«{urlsafe:27}»';\n", Why: "a server"},
		{Path: "one.js", Text: "cloudinary.config({ cloud_name: 'acme', api_key: '{digits:15}', api_secret: '«{urlsafe:27}»' });\n", Why: "a configuration"},
		{Path: "d.js", Text: "const CLOUDINARY_API_KEY = '{digits:15}';\n", Why: "the key, which is public"},
		{Path: "b.py", Text: "cloudinary_release_sha = \"{urlsafe:27}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:27}\"\n", Why: "another provider"},
	},
}
