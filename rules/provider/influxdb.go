package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// influxdbTokenRule finds an InfluxDB token.
var influxdbTokenRule = &rules.Rule{
	ID:       "influxdb-token",
	Title:    "InfluxDB token",
	Doc:      "An API token of InfluxDB 2: 86 URL-safe characters and ==. It reads and writes buckets as its permissions say; the operator's token does everything.",
	Fix:      "Delete it under Load Data, API Tokens on the server and read the new one from the environment.",
	Source:   "https://docs.influxdata.com/influxdb/v2/admin/tokens/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"influx", "influxdb", "influxdb2"}, Alphabet: alphabet.URLSafe, Min: 88, Max: 88, Message: "InfluxDB token"}},
	Examples: []rules.Example{
		{Path: "telegraf.conf", Text: "[[outputs.influxdb_v2]]\n  influx_token = \"«{urlsafe:86}==»\"\n", Why: "Telegraf"},
	},
}
