package provider

import (
	"bytes"
	"encoding/base64"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// elasticCloudAPIKeyRule finds an Elastic Cloud API key.
var elasticCloudAPIKeyRule = &rules.Rule{
	ID:       "elastic-cloud-api-key",
	Title:    "Elastic Cloud API key",
	Doc:      "An API key of Elastic Cloud (essu_ and base64). It manages deployments or serverless projects as its roles say.",
	Fix:      "Revoke it at https://cloud.elastic.co/account/keys and read the new one from the environment.",
	Source:   "https://www.elastic.co/docs/deploy-manage/api-keys/elastic-cloud-api-keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "essu_", Alphabet: alphabet.AlnumDashEq, Min: 60, Max: 220, Valid: judge.GeneratedBody, Message: "Elastic Cloud API key"}},
	Examples: []rules.Example{
		{Path: "ec.tf", Text: "apikey = \"«essu_{alnum:96}»\"\n", Why: "Terraform"},
	},
}

// elasticAPIKeyRule finds an Elasticsearch API key.
var elasticAPIKeyRule = &rules.Rule{
	ID:       "elastic-api-key",
	Title:    "Elasticsearch API key",
	Doc:      "An API key of Elasticsearch in its encoded form (base64 of a 20-character identifier, a colon and a 22-character key) under a name that says Elastic, or behind ApiKey. It reads and writes indices as its role says.",
	Fix:      "Invalidate it under Stack Management, API keys in Kibana and read the new one from the environment.",
	Source:   "https://www.elastic.co/docs/deploy-manage/api-keys/elasticsearch-api-keys",
	Severity: rules.Error,
	Keywords: []string{"elastic", "elasticsearch", "apikey", "kibana"},
	Keyed:    []rules.Keyed{{Words: []string{"elastic", "elasticsearch", "es", "apikey", "kibana"}, Alphabet: alphabet.StdBase64, Min: 60, Max: 60, Valid: elasticForm, Message: "Elasticsearch API key"}},
	Examples: []rules.Example{
		{Path: "es.py", Text: "client = Elasticsearch(url, api_key=\"«{b64of:{alnum:20}:{alnum:22}}»\")\n", Why: "a client"},
		{Path: "d.py", Text: "ELASTIC_API_KEY = \"{b64:43}\"\n", Why: "no identifier in it"},
	},
}

// elasticForm verifies a 20-character identifier, a colon and a 22-character
// key in base64.
func elasticForm(v []byte) rules.Proof {
	raw, err := base64.StdEncoding.DecodeString(string(v))
	if err != nil || len(raw) != 43 || raw[20] != ':' || !alphabet.All(raw[:20], alphabet.AlnumDash) || !alphabet.All(raw[21:], alphabet.AlnumDash) {
		return rules.Refuted
	}
	return judge.GeneratedBody(bytes.Clone(raw[21:]))
}
