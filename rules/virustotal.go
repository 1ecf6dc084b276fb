package rules

// virustotalKeyRule finds VirusTotal API keys.
var virustotalKeyRule = &Rule{
	ID:       "virustotal-key",
	Title:    "VirusTotal API key",
	Doc:      `An API key of VirusTotal: 64 hexadecimal digits under a name that says so. It uses up its owner's quota, and with a paid account reads others' samples. Digests of samples have the same form and other names.`,
	Fix:      "Regenerate the key at https://www.virustotal.com/gui/my-apikey and read the new one from the environment.",
	Source:   "https://docs.virustotal.com/docs/please-give-me-an-api-key",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"virustotal"},
	Run:      64,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"virustotal", "vt"}, Names: []string{"apikey", "key", "token"}, Alphabet: isLowerHex, Min: 64, Max: 64, Message: "VirusTotal API key"})
	},
	Examples: []Example{
		{Path: "app.json", Text: "{\"virustotalApiKey\": \"«{hex:64}»\"}\n", Why: "by its name"},
		{Path: "README.md", Text: "VIRUSTOTAL_API_KEY={repeat:0:64}\n", Why: "filler"},
		{Path: "build.py", Text: "build_checksum = \"{hex:64}\"\n", Why: "another name"},
		{Path: "client.py", Text: "virustotal_revision = \"{hex:64}\"\n", Why: "a revision's name"},
	},
}
