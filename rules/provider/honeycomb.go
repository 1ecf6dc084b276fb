package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// honeycombIngestKeyRule finds a Honeycomb ingest key.
var honeycombIngestKeyRule = &rules.Rule{
	ID:       "honeycomb-ingest-key",
	Title:    "Honeycomb ingest key",
	Doc:      "An ingest key of Honeycomb (hcaik_ or hcxik_ and more letters and digits). It sends events on the account's bill; a management key (hcamk_, hcxmk_) also changes the team's settings.",
	Fix:      "Disable it under Environment settings, API Keys at https://ui.honeycomb.io and read the new one from the environment.",
	Source:   "https://docs.honeycomb.io/configure/environments/manage-api-keys/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "hcaik_", Alphabet: alphabet.LowerNum, Min: 50, Max: 70, Message: "Honeycomb ingest key"},
		{Prefix: "hcxik_", Alphabet: alphabet.LowerNum, Min: 50, Max: 70, Message: "Honeycomb ingest key"},
		{Prefix: "hcbik_", Alphabet: alphabet.LowerNum, Min: 50, Max: 70, Message: "Honeycomb ingest key"},
		{Prefix: "hcamk_", Alphabet: alphabet.LowerNum, Min: 26, Max: 70, Message: "Honeycomb management key"},
		{Prefix: "hcxmk_", Alphabet: alphabet.LowerNum, Min: 26, Max: 70, Message: "Honeycomb management key"},
	},
	Examples: []rules.Example{
		{Path: "otel.sh", Text: "export OTEL_EXPORTER_OTLP_HEADERS=\"x-honeycomb-team=«hcaik_{lowernum:58}»\"\n", Why: "a collector"},
	},
}

// honeycombAPIKeyRule finds a Honeycomb configuration key.
var honeycombAPIKeyRule = &rules.Rule{
	ID:       "honeycomb-api-key",
	Title:    "Honeycomb configuration key",
	Doc:      "A configuration or classic key of Honeycomb: 22 letters and digits or 32 hexadecimal digits under a name that says Honeycomb. It sends events and, if it may, reads and changes the team's data.",
	Fix:      "Disable it under Environment settings, API Keys at https://ui.honeycomb.io and read the new one from the environment.",
	Source:   "https://docs.honeycomb.io/configure/environments/manage-api-keys/",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"honeycomb"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Honeycomb classic key"},
		{Words: []string{"honeycomb"}, Alphabet: alphabet.Alnum, Min: 22, Max: 22, Message: "Honeycomb configuration key"},
	},
	Examples: []rules.Example{
		{Path: "trace.go", Text: "honeycombKey := \"«{alnum:22}»\"\n", Why: "a service"},
		{Path: "b.py", Text: "honeycomb_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
