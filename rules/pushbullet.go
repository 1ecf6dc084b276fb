package rules

// pushbulletTokenRule finds Pushbullet access tokens.
var pushbulletTokenRule = &Rule{
	ID:       "pushbullet-token",
	Title:    "Pushbullet access token",
	Doc:      `An access token of Pushbullet (o. and 32 characters). It reads and sends the notifications of its user.`,
	Fix:      "Reset the token at https://www.pushbullet.com/#settings/account and read the new one from the environment.",
	Source:   "https://docs.pushbullet.com/#authentication",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"o."},
	Keywords: []string{"pushbullet"},
	Run:      34,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "o.", Alphabet: isAlnum, Min: 32, Max: 32, Valid: generatedBody, Message: "Pushbullet access token: reads notifications"})
	},
	Examples: []Example{
		{Path: "client.rb", Text: "pushbullet_token = \"«o.{alnum:32}»\"\n", Why: "by its form"},
		{Path: "README.md", Text: "PUSHBULLET_TOKEN=o.{repeat:x:32}\n", Why: "filler"},
		{Path: "notes.md", Text: "Set PUSHBULLET_TOKEN to o.... and restart.\n", Why: "elided"},
	},
}
