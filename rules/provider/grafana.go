package provider

import (
	"bytes"
	"encoding/base64"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/checksum"
	"github.com/envguard/envguard/rules/judge"
)

// grafanaServiceAccountTokenRule finds a Grafana service account token.
var grafanaServiceAccountTokenRule = &rules.Rule{
	ID:       "grafana-service-account-token",
	Title:    "Grafana service account token",
	Doc:      "A token of a Grafana service account (glsa_, 32 letters and digits, _ and a CRC-32 of what is in front of it). It acts with the account's role, often Admin. Tokens whose checksum is wrong are not reported.",
	Fix:      "Delete it under Administration, Service accounts of the instance and read the new one from the environment.",
	Source:   "https://grafana.com/docs/grafana/latest/administration/service-accounts/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "glsa_", Alphabet: alphabet.AlnumUnder, Min: 41, Max: 41, Valid: grafanaCheck, Message: "Grafana service account token"}},
	Examples: []rules.Example{
		{Path: "dash.sh", Text: "curl -H \"Authorization: Bearer «{crc:grafana}»\" https://grafana.example.org/api/search\n", Why: "a header"},
		{Path: "c.sh", Text: "TOKEN=glsa_{alnum:32}_0a1b2c3d\n", Why: "a wrong checksum"},
	},
}

// grafanaCloudTokenRule finds a Grafana Cloud token.
var grafanaCloudTokenRule = &rules.Rule{
	ID:       "grafana-cloud-token",
	Title:    "Grafana Cloud token",
	Doc:      "An access policy's token of Grafana Cloud (glc_ and base64 of JSON). It sends or reads metrics, logs and traces, or manages the stack, as its policy says.",
	Fix:      "Delete it under Access policies at https://grafana.com/orgs and read the new one from the environment.",
	Source:   "https://grafana.com/docs/grafana-cloud/security-and-account-management/authentication-and-permissions/access-policies/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "glc_", Alphabet: alphabet.StdBase64, Min: 60, Max: 400, Valid: grafanaCloud, Message: "Grafana Cloud token"}},
	Examples: []rules.Example{
		{Path: "agent.yml", Text: "password: «glc_{b64of:{\"o\":\"{digits:6}\",\"n\":\"agent\",\"k\":\"{alnum:24}\",\"m\":{\"r\":\"eu\"}}}»\n", Why: "an agent"},
	},
}

// grafanaAPIKeyRule finds a Grafana API key.
var grafanaAPIKeyRule = &rules.Rule{
	ID:       "grafana-api-key",
	Title:    "Grafana API key",
	Doc:      "An API key of Grafana as they were until 2025 (base64 of JSON with k, n and id). It acts with the key's role in its organization.",
	Fix:      "Delete it under Administration, API keys of the instance and use a service account's token.",
	Source:   "https://grafana.com/docs/grafana/latest/administration/service-accounts/migrate-api-keys/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "eyJrIjoi", Alphabet: alphabet.StdBase64, Min: 70, Max: 400, Valid: grafanaLegacy, Message: "Grafana API key"}},
	Examples: []rules.Example{
		{Path: "dash.py", Text: "GRAFANA = \"«{b64of:{\"k\":\"{alnum:32}\",\"n\":\"deploy\",\"id\":1}}»\"\n", Why: "a script"},
	},
}

func grafanaCheck(token []byte) rules.Proof {
	i := bytes.LastIndexByte(token, '_')
	if i != len("glsa_")+32 || checksum.Grafana(string(token[:i])) != alphabet.ToLower(string(token)) && checksum.Grafana(string(token[:i])) != string(token) {
		return rules.Refuted
	}
	return rules.Proved
}

// grafanaCloud verifies the organization and the key in the token's JSON.
func grafanaCloud(token []byte) rules.Proof {
	raw, ok := decodeStart(token[len("glc_"):])
	if !ok || !bytes.HasPrefix(raw, []byte(`{"`)) || !bytes.Contains(raw, []byte(`"k":"`)) || !bytes.Contains(raw, []byte(`"o":`)) {
		return rules.Refuted
	}
	return rules.Formal
}

func grafanaLegacy(token []byte) rules.Proof {
	raw, ok := decodeStart(token)
	if !ok || !bytes.HasPrefix(raw, []byte(`{"k":"`)) || !bytes.Contains(raw, []byte(`"n":"`)) || !bytes.Contains(raw, []byte(`"id":`)) {
		return rules.Refuted
	}
	key, _, _ := bytes.Cut(raw[len(`{"k":"`):], []byte(`"`))
	return judge.GeneratedBody(key)
}

// decodeStart decodes standard base64 with or without its padding.
func decodeStart(v []byte) ([]byte, bool) {
	v = bytes.TrimRight(v, "=")
	raw, err := base64.RawStdEncoding.DecodeString(string(v))
	return raw, err == nil
}
