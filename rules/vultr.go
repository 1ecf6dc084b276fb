package rules

// vultrKeyRule finds Vultr API keys.
var vultrKeyRule = &Rule{
	ID:       "vultr-key",
	Title:    "Vultr API key",
	Doc:      `An API key of Vultr: 36 capitals and digits under a name that says Vultr. It makes and deletes servers, from the addresses that are allowed.`,
	Fix:      "Regenerate the key at https://my.vultr.com/settings/#settingsapi and read the new one from the environment.",
	Source:   "https://www.vultr.com/api/#section/Authentication",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"vultr"},
	Run:      36,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"vultr"}, Alphabet: isUpperNum, Min: 36, Max: 36, Message: "Vultr API key: makes and deletes servers"})
	},
	Examples: []Example{
		{Path: "settings.py", Text: "VULTR_API_KEY = \"«{uppernum:36}»\"\n", Why: "by its name"},
		{Path: "README.md", Text: "VULTR_API_KEY={repeat:X:36}\n", Why: "filler"},
		{Path: "build.py", Text: "build_checksum = \"{uppernum:36}\"\n", Why: "another name"},
		{Path: "client.py", Text: "vultr_revision = \"{uppernum:36}\"\n", Why: "a revision's name"},
	},
}
