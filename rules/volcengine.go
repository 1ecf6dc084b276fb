package rules

// volcengineAccessKeyRule finds Volcengine access key identifiers.
var volcengineAccessKeyRule = &Rule{
	ID:       "volcengine-access-key",
	Title:    "Volcengine access key identifier",
	Doc:      `The identifier of an access key of Volcengine or BytePlus (AKLT). Alone it lets nobody in, so that it is a warning; its secret is usually near.`,
	Fix:      "Delete the key at https://console.volcengine.com/iam/keymanage/ and read the new one from the environment.",
	Source:   "https://www.volcengine.com/docs/6291/65568",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"AKLT"},
	Run:      44,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "AKLT", Alphabet: isAlnum, Min: 40, Max: 48, Valid: generatedBody, Score: 0.6, Message: "Volcengine access key identifier: its secret is usually near"})
	},
	Examples: []Example{
		{Path: "tos.py", Text: "access_key = '«AKLT{alnum:43}»'\n", Why: "alone: a warning"},
		{Path: "a.md", Text: "AccessKey: AKLT{repeat:x:43}\n", Why: "filler"},
		{Path: "b.txt", Text: "AKLT{alnum:20}\n", Why: "too short"},
	},
}
