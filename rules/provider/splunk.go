package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// splunkHecTokenRule finds Splunk event collector tokens.
var splunkHecTokenRule = &rules.Rule{
	ID:       "splunk-hec-token",
	Title:    "Splunk event collector token",
	Doc:      `A token of Splunk's HTTP event collector: a UUID under a name that says Splunk or HEC, or behind the scheme Splunk in a header. It sends events and reads none: a warning.`,
	Fix:      "Delete the token in Splunk, under Data inputs, HTTP Event Collector, and read the new one from the environment.",
	Source:   "https://docs.splunk.com/Documentation/Splunk/latest/Data/UsetheHTTPEventCollector",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindToken,
	Keywords: []string{"splunk", "hec"},
	Run:      36,
	Check:    checkSplunkHEC,
	Examples: []rules.Example{
		{Path: "send.sh", Text: "curl https://splunk.acme.io:8088/services/collector -H \"Authorization: Splunk «{uuid}»\"\n", Why: "a header"},
		{Path: ".env", Text: "SPLUNK_HEC_TOKEN=«{uuid}»\n", Why: "by its name"},
		{Path: "a.md", Text: "SPLUNK_HEC_TOKEN=00000000-0000-0000-0000-000000000000\n", Why: "zeros"},
		{Path: "b.py", Text: "splunk_index_id = \"{uuid}\"\n", Why: "another name"},
	},
}

// splunkObservabilityTokenRule finds Splunk Observability tokens.
var splunkObservabilityTokenRule = &rules.Rule{
	ID:       "splunk-observability-token",
	Title:    "Splunk Observability token",
	Doc:      `An access token of Splunk Observability Cloud: 22 characters under a name that says Splunk or SignalFx. By its scope it sends or reads metrics.`,
	Fix:      "Rotate the token in Splunk Observability Cloud, under Settings, Access tokens, and read the new one from the environment.",
	Source:   "https://docs.splunk.com/observability/en/admin/authentication/authentication-tokens/org-tokens.html",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"splunk", "signalfx"}, Alphabet: alphabet.AlnumDash, Min: 22, Max: 22, Score: 0.8, Message: "Splunk Observability token"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "splunk_access_token: «{alnum:22}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:22}\"\n", Why: "another name"},
		{Path: "client.py", Text: "splunk_revision = \"{alnum:22}\"\n", Why: "a revision's name"},
	},
}

func checkSplunkHEC(c *rules.Candidate) (rules.Match, bool) {
	token := rules.Keyed{Words: []string{"splunk", "hec"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Score: 0.68, Message: "Splunk event collector token: sends events"}
	if bytes.HasSuffix(c.Before(7), []byte("Splunk ")) {
		sub := *c
		sub.Key = "splunk token" // the header's scheme is as good as a name
		return judge.MatchKeyed(&sub, token)
	}
	if c.Kind&judge.KeyedKinds == 0 {
		return rules.Match{}, false
	}
	return judge.MatchKeyed(c, token)
}
