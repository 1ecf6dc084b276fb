package rules

import "bytes"

// uptimerobotKeyRule finds UptimeRobot API keys.
var uptimerobotKeyRule = &Rule{
	ID:       "uptimerobot-key",
	Title:    "UptimeRobot API key",
	Doc:      `An API key of UptimeRobot: of the account (u and a number), of a monitor (m), or for reading (ur), a dash and 24 hexadecimal digits, under a name that says so.`,
	Fix:      "Regenerate the key at https://dashboard.uptimerobot.com/integrations and read the new one from the environment.",
	Source:   "https://uptimerobot.com/api/",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"uptimerobot", "uptime"},
	Run:      31,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"uptimerobot"}, Alphabet: isAlnumDash, Min: 31, Max: 45, Valid: uptimeForm, Message: "UptimeRobot API key"})
	},
	Examples: []Example{
		{Path: "config.yml", Text: "uptimerobot_api_key: «u{digits:7}-{hex:24}»\n", Why: "by its name"},
		{Path: "README.md", Text: "UPTIMEROBOT_API_KEY={repeat:x:31}\n", Why: "filler"},
		{Path: "build.py", Text: "build_checksum = \"u{digits:7}-{hex:24}\"\n", Why: "another name"},
		{Path: "client.py", Text: "uptimerobot_revision = \"u{digits:7}-{hex:24}\"\n", Why: "a revision's name"},
	},
}

// uptimeForm verifies the number of the account and what is secret.
func uptimeForm(v []byte) Proof {
	id, secret, ok := bytes.Cut(v, []byte("-"))
	if !ok || id[0] != 'u' && id[0] != 'm' || !isDigit(id[len(id)-1]) || len(secret) != 24 || !isRunOf(secret, isLowerHex) {
		return Refuted
	}
	return Formal
}
