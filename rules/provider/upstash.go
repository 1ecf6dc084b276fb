package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// upstashTokenRule finds Upstash tokens.
var upstashTokenRule = &rules.Rule{
	ID:       "upstash-token",
	Title:    "Upstash token",
	Doc:      `The REST token or password of an Upstash database: 40 and more characters of base64 under a name that says Upstash. It reads and writes the database. The read-only token reads it.`,
	Fix:      "Reset the password in Upstash, under the details of the database, and read the new token from the environment.",
	Source:   "https://upstash.com/docs/redis/features/restapi",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"upstash"}, Alphabet: alphabet.TokenAny, Min: 40, Max: 120, Message: "Upstash token: reads and writes the database"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "upstash_redis_rest_token: «A{alnum:59}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"A{alnum:59}\"\n", Why: "another name"},
		{Path: "client.py", Text: "upstash_revision = \"A{alnum:59}\"\n", Why: "a revision's name"},
	},
}
