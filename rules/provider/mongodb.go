package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// mongodbAtlasKeyRule finds MongoDB Atlas API keys.
var mongodbAtlasKeyRule = &rules.Rule{
	ID:       "mongodb-atlas-key",
	Title:    "MongoDB Atlas API key",
	Doc:      `The private half of an API key of MongoDB Atlas: a UUID under a name that says Atlas or MongoDB. With the public half it manages clusters.`,
	Fix:      "Delete the key in Atlas, under Access manager, API keys, and read the new one from the environment.",
	Source:   "https://www.mongodb.com/docs/atlas/configure-api-access/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"atlas", "mongodb", "mongodbatlas", "mcli"}, Names: []string{"privatekey", "privateapikey", "apikey"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "MongoDB Atlas private key: manages clusters"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const mongodbAtlasPrivateKey = '«{uuid}»';\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "atlas_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}

// mongodbServiceAccountSecretRule finds MongoDB Atlas service account secrets.
var mongodbServiceAccountSecretRule = &rules.Rule{
	ID:       "mongodb-service-account-secret",
	Title:    "MongoDB Atlas service account secret",
	Doc:      `The secret of a service account of MongoDB Atlas (mdb_sa_sk_). By its roles it manages clusters and their users. The identifier (mdb_sa_id_) alone lets nobody in.`,
	Fix:      "Revoke the secret in Atlas, under Access manager, Service accounts, and read the new one from the environment.",
	Source:   "https://www.mongodb.com/docs/atlas/api/service-accounts-overview/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "mdb_sa_sk_", Alphabet: alphabet.AlnumDash, Min: 40, Max: 40, Message: "MongoDB Atlas service account secret: manages clusters"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "ATLAS_CLIENT_SECRET = \"«mdb_sa_sk_{alnum:40}»\"\n", Why: "by its form"},
	},
}

// mongodbServiceAccountIdRule finds MongoDB Atlas service account identifiers.
var mongodbServiceAccountIdRule = &rules.Rule{
	ID:       "mongodb-service-account-id",
	Title:    "MongoDB Atlas service account identifier",
	Doc:      `The identifier of a service account of MongoDB Atlas (mdb_sa_id_). Alone it lets nobody in.`,
	Fix:      "Nothing is to be done unless the secret is here too.",
	Source:   "https://www.mongodb.com/docs/atlas/api/service-accounts-overview/",
	Severity: rules.Info,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "mdb_sa_id_", Alphabet: alphabet.LowerHex, Min: 24, Max: 24, Score: 0.6, Message: "MongoDB Atlas service account identifier"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "atlas_client_id: «mdb_sa_id_{hex:24}»\n", Why: "by its form"},
	},
}
