package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// zohoTokenRule finds Zoho OAuth tokens.
var zohoTokenRule = &rules.Rule{
	ID:       "zoho-token",
	Title:    "Zoho OAuth token",
	Doc:      `A grant, access or refresh token of Zoho: 1000. and two parts of 32 hexadecimal digits. It reads and changes, by its scopes, the data of CRM, mail or books. Client identifiers (1000. and one part) are public.`,
	Fix:      "Revoke the token at https://accounts.zoho.com/home#sessions/userconnectedapps and read the new one from the environment.",
	Source:   "https://www.zoho.com/accounts/protocol/oauth.html",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "1000.", Alphabet: alphabet.TokenDot, Min: 65, Max: 65, Valid: judge.GeneratedBody, Message: "Zoho OAuth token: reads and changes data"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const zohoRefreshToken = '«1000.{hex:32}.{hex:32}»';\n", Why: "by its form"},
		{Path: "a.env", Text: "ZOHO_CLIENT_ID=1000.{uppernum:30}\n", Why: "a client's identifier"},
	},
}
