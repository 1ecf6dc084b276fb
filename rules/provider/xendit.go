package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// xenditKeyRule finds Xendit secret keys.
var xenditKeyRule = &rules.Rule{
	ID:       "xendit-key",
	Title:    "Xendit secret key",
	Doc:      `A secret key of the payment service Xendit (xnd_production_). By its permissions it charges and pays out. Keys of development are warnings; public keys are meant to be public.`,
	Fix:      "Delete the key at https://dashboard.xendit.co/settings/developers#api-keys and read the new one from the environment.",
	Source:   "https://docs.xendit.co/docs/authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "xnd_production_", Alphabet: alphabet.Alnum, Min: 40, Max: 80, Message: "Xendit secret key: charges and pays out"},
		{Prefix: "xnd_development_", Alphabet: alphabet.Alnum, Min: 40, Max: 80, Score: 0.6, Message: "Xendit key of development"},
	},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "xendit_secret_key = \"«xnd_production_{alnum:60}»\"\n", Why: "by its form"},
		{Path: "deploy.sh", Text: "export XENDIT_SECRET_KEY=«xnd_development_{alnum:60}»\n", Why: "development: a warning"},
		{Path: "a.js", Text: "Xendit.setPublishableKey('xnd_public_production_{alnum:60}')\n", Why: "a public key"},
	},
}
