package rules

// renderKeyRule finds Render API keys.
var renderKeyRule = &Rule{
	ID:       "render-key",
	Title:    "Render API key",
	Doc:      `An API key of Render (rnd_). It deploys services and reads their environment, in every workspace of its user.`,
	Fix:      "Revoke the key at https://dashboard.render.com/settings#api-keys and read the new one from the environment.",
	Source:   "https://render.com/docs/api",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"rnd_"},
	Run:      32,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "rnd_", Alphabet: isAlnum, Min: 28, Max: 32, Valid: generatedBody, Message: "Render API key: deploys and reads environments"})
	},
	Examples: []Example{
		{Path: "settings.py", Text: "RENDER_API_KEY = \"«rnd_{alnum:28}»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "RENDER_API_KEY=rnd_{repeat:x:28}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set RENDER_API_KEY to rnd_... and restart.\n", Why: "elided"},
	},
}
