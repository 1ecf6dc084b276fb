package rules

// wakatimeKeyRule finds WakaTime API keys.
var wakatimeKeyRule = &Rule{
	ID:       "wakatime-key",
	Title:    "WakaTime API key",
	Doc:      `An API key of WakaTime: waka_ and a UUID. It reads what its owner works on.`,
	Fix:      "Reset the key at https://wakatime.com/settings/account and read the new one from the environment.",
	Source:   "https://wakatime.com/developers#authentication",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"waka_"},
	Run:      41,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "waka_", Alphabet: isHexDash, Min: 36, Max: 36, Valid: uuidBody, Message: "WakaTime API key: reads what its owner works on"})
	},
	Examples: []Example{
		{Path: "client.ts", Text: "const wakatimeApiKey = '«waka_{uuid}»';\n", Why: "by its form"},
		{Path: "README.md", Text: "WAKATIME_API_KEY=waka_{repeat:0:36}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set WAKATIME_API_KEY to waka_... and restart.\n", Why: "elided"},
	},
}

// wakatimeLegacyKeyRule finds WakaTime API key without prefixs.
var wakatimeLegacyKeyRule = &Rule{
	ID:       "wakatime-legacy-key",
	Title:    "WakaTime API key without prefix",
	Doc:      `An API key of WakaTime in its older form, a UUID under a name that says WakaTime.`,
	Fix:      "Reset the key at https://wakatime.com/settings/account and read the new one from the environment.",
	Source:   "https://wakatime.com/developers#authentication",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"wakatime", "waka"},
	Run:      36,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"wakatime"}, Alphabet: isHexDash, Min: 36, Max: 36, Valid: uuidForm, Message: "WakaTime API key: reads what its owner works on"})
	},
	Examples: []Example{
		{Path: ".env", Text: "WAKATIME_API_KEY=«{uuid}»\n", Why: "by its name"},
		{Path: "README.md", Text: "WAKATIME_API_KEY=00000000-0000-0000-0000-000000000000\n", Why: "filler"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "wakatime_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
