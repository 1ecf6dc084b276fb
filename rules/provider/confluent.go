package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// confluentSecretRule finds a Confluent Cloud API secret.
var confluentSecretRule = &rules.Rule{
	ID:       "confluent-secret",
	Title:    "Confluent Cloud API secret",
	Doc:      "The secret of a Confluent Cloud API key (cflt and 60 characters of base64, since 2025). With the key's identifier, which is public, it reads and writes topics or manages the cluster.",
	Fix:      "Delete the key at https://confluent.cloud/settings/api-keys and read the new one from the environment.",
	Source:   "https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "cflt", Alphabet: alphabet.StdBase64, Min: 60, Max: 60, Valid: judge.GeneratedBody, Message: "Confluent Cloud API secret"}},
	Examples: []rules.Example{
		{Path: "kafka.properties", Text: "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"ABCD1234567890AB\" password=\"«cflt{b64:45}»\";\n", Why: "Kafka"},
	},
}

// confluentLegacySecretRule finds a Confluent Cloud API secret, old form.
var confluentLegacySecretRule = &rules.Rule{
	ID:       "confluent-legacy-secret",
	Title:    "Confluent Cloud API secret, old form",
	Doc:      "The secret of a Confluent Cloud API key as they were until 2025: 64 characters of base64 under a name that says Confluent. With the key's identifier it reads and writes topics or manages the cluster.",
	Fix:      "Delete the key at https://confluent.cloud/settings/api-keys and read the new one from the environment.",
	Source:   "https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"confluent", "ccloud"}, Alphabet: alphabet.StdBase64, Min: 64, Max: 64, Valid: judge.NotHex, Message: "Confluent Cloud API secret"}},
	Examples: []rules.Example{
		{Path: "kafka.tf", Text: "confluent_cloud_api_secret = \"«{b64:48}»\"\n", Why: "Terraform"},
	},
}
