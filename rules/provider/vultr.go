package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// vultrKeyRule finds Vultr API keys.
var vultrKeyRule = &rules.Rule{
	ID:       "vultr-key",
	Title:    "Vultr API key",
	Doc:      `An API key of Vultr: 36 capitals and digits under a name that says Vultr. It makes and deletes servers, from the addresses that are allowed.`,
	Fix:      "Regenerate the key at https://my.vultr.com/settings/#settingsapi and read the new one from the environment.",
	Source:   "https://www.vultr.com/api/#section/Authentication",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"vultr"}, Alphabet: alphabet.UpperNum, Min: 36, Max: 36, Message: "Vultr API key: makes and deletes servers"}},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "VULTR_API_KEY = \"«{uppernum:36}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{uppernum:36}\"\n", Why: "another name"},
		{Path: "client.py", Text: "vultr_revision = \"{uppernum:36}\"\n", Why: "a revision's name"},
	},
}
