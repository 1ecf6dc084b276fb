package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// uptimerobotKeyRule finds UptimeRobot API keys.
var uptimerobotKeyRule = &rules.Rule{
	ID:       "uptimerobot-key",
	Title:    "UptimeRobot API key",
	Doc:      `An API key of UptimeRobot: of the account (u and a number), of a monitor (m), or for reading (ur), a dash and 24 hexadecimal digits, under a name that says so.`,
	Fix:      "Regenerate the key at https://dashboard.uptimerobot.com/integrations and read the new one from the environment.",
	Source:   "https://uptimerobot.com/api/",
	Severity: rules.Error,
	Keywords: []string{"uptimerobot", "uptime"},
	Keyed:    []rules.Keyed{{Words: []string{"uptimerobot"}, Alphabet: alphabet.AlnumDash, Min: 31, Max: 45, Valid: uptimeForm, Message: "UptimeRobot API key"}},
	Examples: []rules.Example{
		{Path: "config.yml", Text: "uptimerobot_api_key: «u{digits:7}-{hex:24}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"u{digits:7}-{hex:24}\"\n", Why: "another name"},
		{Path: "client.py", Text: "uptimerobot_revision = \"u{digits:7}-{hex:24}\"\n", Why: "a revision's name"},
	},
}

// uptimeForm verifies the number of the account and what is secret.
func uptimeForm(v []byte) rules.Proof {
	id, secret, ok := bytes.Cut(v, []byte("-"))
	if !ok || id[0] != 'u' && id[0] != 'm' || !alphabet.Digit(id[len(id)-1]) || len(secret) != 24 || !alphabet.All(secret, alphabet.LowerHex) {
		return rules.Refuted
	}
	return rules.Formal
}
