package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// cockroachCloudKeyRule finds a CockroachDB Cloud API key.
var cockroachCloudKeyRule = &rules.Rule{
	ID:       "cockroach-cloud-key",
	Title:    "CockroachDB Cloud API key",
	Doc:      "The secret key of a CockroachDB Cloud service account (CCDB1_). It manages clusters as its role says.",
	Fix:      "Delete the key of the service account at https://cockroachlabs.cloud/access/service-accounts and read the new one from the environment.",
	Source:   "https://www.cockroachlabs.com/docs/cockroachcloud/managing-access",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "CCDB1_", Alphabet: alphabet.AlnumUnder, Min: 63, Max: 63, Message: "CockroachDB Cloud API key"}},
	Examples: []rules.Example{
		{Path: "crdb.tf", Text: "apikey = \"«CCDB1_{alnum:22}_{alnum:40}»\"\n", Why: "Terraform"},
	},
}
