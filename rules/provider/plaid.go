package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// plaidAccessTokenRule finds Plaid access tokens.
var plaidAccessTokenRule = &rules.Rule{
	ID:       "plaid-access-token",
	Title:    "Plaid access token",
	Doc:      `An access token of Plaid (access-production-). It reads the accounts and transactions of one person's bank. Tokens of development and of the sandbox are warnings.`,
	Fix:      "Invalidate the token (/item/access_token/invalidate) and keep it out of files.",
	Source:   "https://plaid.com/docs/api/items/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "access-production-", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Message: "Plaid access token: reads a person's bank accounts"},
		{Prefix: "access-development-", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Score: 0.65, Message: "Plaid access token of development"},
		{Prefix: "access-sandbox-", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Score: 0.6, Message: "Plaid access token of the sandbox"},
	},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "PLAID_ACCESS_TOKEN = \"«access-production-{uuid}»\"\n", Why: "by its form"},
		{Path: "config.yml", Text: "plaid_access_token: «access-development-{uuid}»\n", Why: "development: a warning"},
		{Path: "client.ts", Text: "const plaidAccessToken = '«access-sandbox-{uuid}»';\n", Why: "the sandbox: a warning"},
	},
}

// plaidSecretRule finds Plaid secrets.
var plaidSecretRule = &rules.Rule{
	ID:       "plaid-secret",
	Title:    "Plaid secret",
	Doc:      `The secret of a Plaid client: 30 hexadecimal digits under a name that says Plaid. With the client's identifier it asks for every bank account that is linked.`,
	Fix:      "Rotate the secret at https://dashboard.plaid.com/developers/keys and read the new one from the environment.",
	Source:   "https://plaid.com/docs/api/#authorization",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"plaid"}, Alphabet: alphabet.LowerHex, Min: 30, Max: 30, Message: "Plaid secret: reads linked bank accounts"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export PLAID_SECRET=«{hex:30}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:30}\"\n", Why: "another name"},
		{Path: "client.py", Text: "plaid_revision = \"{hex:30}\"\n", Why: "a revision's name"},
	},
}

// plaidClientIdRule finds Plaid client identifiers.
var plaidClientIdRule = &rules.Rule{
	ID:       "plaid-client-id",
	Title:    "Plaid client identifier",
	Doc:      `The identifier of a Plaid client: 24 hexadecimal digits under a name that says so. Alone it lets nobody in.`,
	Fix:      "Nothing is to be done unless the secret is here too.",
	Source:   "https://plaid.com/docs/api/#authorization",
	Severity: rules.Info,
	Keyed:    []rules.Keyed{{Words: []string{"plaid"}, Names: []string{"clientid"}, Alphabet: alphabet.LowerHex, Min: 24, Max: 24, Score: 0.6, Message: "Plaid client identifier"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"plaidClientId\": \"«{hex:24}»\"}\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:24}\"\n", Why: "another name"},
		{Path: "client.py", Text: "plaid_revision = \"{hex:24}\"\n", Why: "a revision's name"},
	},
}
