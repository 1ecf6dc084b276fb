package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// wakatimeKeyRule finds WakaTime API keys.
var wakatimeKeyRule = &rules.Rule{
	ID:       "wakatime-key",
	Title:    "WakaTime API key",
	Doc:      `An API key of WakaTime: waka_ and a UUID. It reads what its owner works on.`,
	Fix:      "Reset the key at https://wakatime.com/settings/account and read the new one from the environment.",
	Source:   "https://wakatime.com/developers#authentication",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "waka_", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Message: "WakaTime API key: reads what its owner works on"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const wakatimeApiKey = '«waka_{uuid}»';\n", Why: "by its form"},
	},
}

// wakatimeLegacyKeyRule finds WakaTime API key without prefixs.
var wakatimeLegacyKeyRule = &rules.Rule{
	ID:       "wakatime-legacy-key",
	Title:    "WakaTime API key without prefix",
	Doc:      `An API key of WakaTime in its older form, a UUID under a name that says WakaTime.`,
	Fix:      "Reset the key at https://wakatime.com/settings/account and read the new one from the environment.",
	Source:   "https://wakatime.com/developers#authentication",
	Severity: rules.Error,
	Keywords: []string{"wakatime", "waka"},
	Keyed:    []rules.Keyed{{Words: []string{"wakatime"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "WakaTime API key: reads what its owner works on"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "WAKATIME_API_KEY=«{uuid}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{uuid}\"\n", Why: "another name"},
		{Path: "client.py", Text: "wakatime_revision = \"{uuid}\"\n", Why: "a revision's name"},
	},
}
