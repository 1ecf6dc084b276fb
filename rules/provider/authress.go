package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// authressServiceClientKeyRule finds an Authress service client key.
var authressServiceClientKeyRule = &rules.Rule{
	ID:       "authress-service-client-key",
	Title:    "Authress service client key",
	Doc:      "The access key of an Authress service client (sc_, ext_, scauth_ or authress_, with .acc_ or .acc- inside). It obtains tokens and changes permissions as the client.",
	Fix:      "Delete the key of the service client at https://authress.io/app/#/settings?focus=clients and read the new one from the environment.",
	Source:   "https://authress.io/knowledge-base/docs/authorization/service-clients/secrets-scanning/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "sc_", Alphabet: alphabet.TokenAny, Min: 60, Max: 230, Valid: authressKey, Message: "Authress service client key"},
		{Prefix: "ext_", Alphabet: alphabet.TokenAny, Min: 60, Max: 230, Valid: authressKey, Message: "Authress service client key"},
		{Prefix: "scauth_", Alphabet: alphabet.TokenAny, Min: 60, Max: 230, Valid: authressKey, Message: "Authress service client key"},
		{Prefix: "authress_", Alphabet: alphabet.TokenAny, Min: 60, Max: 230, Valid: authressKey, Message: "Authress service client key"},
	},
	Examples: []rules.Example{
		{Path: "auth.js", Text: "const client = new AuthressClient({}, '«sc_{lowernum:24}.{lowernum:4}.acc-{lowernum:12}.{alnum:80}»');\n", Why: "a service"},
		{Path: "c.c", Text: "ext_module_registration_table.init.acc_function_pointer.callback_handler_of_the_table\n", Why: "a name"},
	},
}

// authressKey verifies the parts: an identifier, a key's identifier, the
// account's beginning with acc, and the key.
func authressKey(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("."))
	if len(parts) != 4 || !bytes.HasPrefix(parts[2], []byte("acc_")) && !bytes.HasPrefix(parts[2], []byte("acc-")) || len(parts[1]) < 4 || len(parts[1]) > 6 || len(parts[3]) < 30 {
		return rules.Refuted
	}
	return judge.GeneratedBody(parts[3])
}
