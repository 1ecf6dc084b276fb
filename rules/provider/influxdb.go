package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// influxdbTokenRule finds an InfluxDB token.
var influxdbTokenRule = &rules.Rule{
	ID:       "influxdb-token",
	Title:    "InfluxDB token",
	Doc:      "An API token of InfluxDB 2: 86 URL-safe characters and ==. It reads and writes buckets as its permissions say; the operator's token does everything.",
	Fix:      "Delete it under Load Data, API Tokens on the server and read the new one from the environment.",
	Source:   "https://docs.influxdata.com/influxdb/v2/admin/tokens/",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"influx", "influxdb", "influxdb2"},
	Run:      88,
	Check: func(c *rules.Candidate) (rules.Match, bool) {
		return judge.MatchKeyed(c, rules.Keyed{Words: []string{"influx", "influxdb", "influxdb2"}, Alphabet: alphabet.URLSafe, Min: 88, Max: 88, Message: "InfluxDB token"})
	},
	Examples: []rules.Example{
		{Path: "telegraf.conf", Text: "[[outputs.influxdb_v2]]\n  influx_token = \"«{urlsafe:86}==»\"\n", Why: "Telegraf"},
		{Path: "a.md", Text: "influx: influx_api_key={repeat:x:88}\n", Why: "filler"},
	},
}
