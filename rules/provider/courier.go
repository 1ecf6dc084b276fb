package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// courierTokenRule finds the Courier API key.
var courierTokenRule = &rules.Rule{
	ID:       "courier-api-key",
	Title:    "Courier API key",
	Doc:      "An API key of Courier (pk_prod_ and 28 capitals and digits). In spite of its prefix it is secret: it sends messages and reads profiles.",
	Fix:      "Revoke it at https://app.courier.com/settings/api-keys and read the new one from the environment.",
	Source:   "https://www.courier.com/docs/reference/auth/intro",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "pk_prod_", Alphabet: alphabet.UpperNum, Min: 28, Max: 28, Message: "Courier API key: sends messages"},
		{Prefix: "pk_test_", Alphabet: alphabet.UpperNum, Min: 28, Max: 28, Score: 0.6, Message: "Courier API key of the test environment"},
	},
	Examples: []rules.Example{
		{Path: "a.js", Text: "const courier = CourierClient({ authorizationToken: '«pk_prod_{uppernum:28}»' });\n", Why: "a client"},
	},
}
