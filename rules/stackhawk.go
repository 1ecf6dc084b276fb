package rules

// stackhawkKeyRule finds StackHawk API keys.
var stackhawkKeyRule = &Rule{
	ID:       "stackhawk-key",
	Title:    "StackHawk API key",
	Doc:      `An API key of StackHawk (hawk.): two parts of 20 characters. It runs scans and reads the weaknesses that they found.`,
	Fix:      "Delete the key at https://app.stackhawk.com/settings/apikeys and read the new one from the environment.",
	Source:   "https://docs.stackhawk.com/apidocs.html",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"hawk."},
	Run:      46,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "hawk.", Alphabet: isTokenDot, Min: 41, Max: 41, Valid: generatedBody, Message: "StackHawk API key: reads weaknesses"})
	},
	Examples: []Example{
		{Path: "deploy.sh", Text: "export HAWK_API_KEY=«hawk.{alnum:20}.{alnum:20}»\n", Why: "by its form"},
		{Path: "README.md", Text: "HAWK_API_KEY=hawk.{repeat:x:41}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set HAWK_API_KEY to hawk.... and restart.\n", Why: "elided"},
	},
}
