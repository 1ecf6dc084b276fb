package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// clickhouseCloudSecretRule finds a ClickHouse Cloud API key secret.
var clickhouseCloudSecretRule = &rules.Rule{
	ID:       "clickhouse-cloud-secret",
	Title:    "ClickHouse Cloud API key secret",
	Doc:      "The secret of a ClickHouse Cloud API key (4b1d and 38 letters and digits). With the key's identifier it manages the organization's services.",
	Fix:      "Delete the key under API Keys at https://console.clickhouse.cloud and read the new one from the environment.",
	Source:   "https://clickhouse.com/docs/cloud/manage/openapi",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "4b1d", Alphabet: alphabet.Alnum, Min: 38, Max: 38, Valid: clickhouseKey, Message: "ClickHouse Cloud API key secret"}},
	Examples: []rules.Example{
		{Path: "ch.tf", Text: "token_secret = \"«4b1d{alnum:38}»\"\n", Why: "Terraform"},
		{Path: "c.txt", Text: "4b1d{hex:38}\n", Why: "a digest that begins alike"},
	},
}

// clickhouseKey refutes digests, which may begin with the same four digits.
func clickhouseKey(token []byte) rules.Proof {
	if alphabet.AllHex(token) || alphabet.Classes(token) < 3 {
		return rules.Refuted
	}
	return judge.GeneratedBody(token)
}
