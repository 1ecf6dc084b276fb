package rules

// zerobounceKeyRule finds ZeroBounce API keys.
var zerobounceKeyRule = &Rule{
	ID:       "zerobounce-key",
	Title:    "ZeroBounce API key",
	Doc:      `An API key of ZeroBounce: 32 hexadecimal digits under a name that says so. It spends its owner's credits and reads the addresses that were checked.`,
	Fix:      "Delete the key at https://www.zerobounce.net/members/API and read the new one from the environment.",
	Source:   "https://www.zerobounce.net/docs/",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"zerobounce"},
	Run:      32,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"zerobounce"}, Alphabet: isLowerHex, Min: 32, Max: 32, Message: "ZeroBounce API key: spends credits"})
	},
	Examples: []Example{
		{Path: "deploy.sh", Text: "export ZEROBOUNCE_API_KEY=«{hex:32}»\n", Why: "by its name"},
		{Path: "README.md", Text: "ZEROBOUNCE_API_KEY={repeat:0:32}\n", Why: "filler"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "zerobounce_revision = \"{hex:32}\"\n", Why: "a revision's name"},
	},
}
