package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// urlscanAPIKeyRule finds the urlscan.io API key.
var urlscanAPIKeyRule = &rules.Rule{
	ID:       "urlscan-api-key",
	Title:    "urlscan.io API key",
	Doc:      "An API key of urlscan.io: a UUID under a name that says urlscan.io. It scans on the account and reads its private scans.",
	Fix:      "Revoke the key at https://urlscan.io/user/profile/ and read the new one from the environment.",
	Source:   "https://urlscan.io/docs/api/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"urlscan"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Message: "urlscan.io API key: scans on the account and reads its private scans"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export URLSCAN_API_KEY=«{uuid}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
	},
}
