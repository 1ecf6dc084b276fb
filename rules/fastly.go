package rules

// fastlyAPITokenRule finds a Fastly API token.
var fastlyAPITokenRule = &Rule{
	ID:       "fastly-api-token",
	Title:    "Fastly API token",
	Doc:      "An API token of Fastly: 32 URL-safe characters under a name that says Fastly. It changes services and purges caches as its scope says.",
	Fix:      "Delete it at https://manage.fastly.com/account/personal/tokens and read the new one from the environment.",
	Source:   "https://www.fastly.com/documentation/reference/api/auth-tokens/user/",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"fastly"},
	Run:      32,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"fastly"}, Alphabet: isAlnumDash, Min: 32, Max: 32, Message: "Fastly API token"})
	},
	Examples: []Example{
		{Path: "cdn.tf", Text: "fastly_api_key = \"«{urlsafe:32}»\"\n", Why: "Terraform"},
		{Path: "a.md", Text: "fastly: fastly_api_key={repeat:x:32}\n", Why: "filler"},
		{Path: "b.py", Text: "fastly_release_sha = \"{urlsafe:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:32}\"\n", Why: "another provider"},
	},
}
