package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// abuseipdbAPIKeyRule finds an AbuseIPDB API key.
var abuseipdbAPIKeyRule = &rules.Rule{
	ID:       "abuseipdb-api-key",
	Title:    "AbuseIPDB API key",
	Doc:      "An API key of AbuseIPDB: 80 hexadecimal digits under a name that says AbuseIPDB. It spends the account's quota and reports addresses in its name.",
	Fix:      "Delete the key at https://www.abuseipdb.com/account/api and read the new one from the environment.",
	Source:   "https://docs.abuseipdb.com/#introduction",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"abuseipdb"}, Alphabet: alphabet.LowerHex, Min: 80, Max: 80, Message: "AbuseIPDB API key"}},
	Examples: []rules.Example{
		{Path: "fail2ban.local", Text: "abuseipdb_apikey = «{hex:80}»\n", Why: "a ban action"},
		{Path: "b.py", Text: "abuseipdb_release_sha = \"{hex:80}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:80}\"\n", Why: "another provider"},
	},
}
