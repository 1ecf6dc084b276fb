package rules

import (
	"path"
)

// kaggleAPITokenRule finds a Kaggle API token.
var kaggleAPITokenRule = &Rule{
	ID:       "kaggle-api-token",
	Title:    "Kaggle API token",
	Doc:      "An API token of Kaggle (KGAT_ and 32 hexadecimal digits). It acts as its user.",
	Fix:      "Expire it at https://www.kaggle.com/settings and read the new one from the environment.",
	Source:   "https://www.kaggle.com/docs/api",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"KGAT_"},
	Run:      37,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "KGAT_", Alphabet: isLowerHex, Min: 32, Max: 32, Message: "Kaggle API token"})
	},
	Examples: []Example{
		{Path: "data.sh", Text: "export KAGGLE_API_TOKEN=«KGAT_{hex:32}»\n", Why: "a notebook"},
		{Path: "a.md", Text: "TOKEN=KGAT_{repeat:x:32}\n", Why: "filler"},
		{Path: "b.md", Text: "use KGAT_... here\n", Why: "elided"},
	},
}

// kaggleKeyRule finds a Kaggle key.
var kaggleKeyRule = &Rule{
	ID:       "kaggle-key",
	Title:    "Kaggle key",
	Doc:      "The key of a Kaggle user: 32 hexadecimal digits under a name that says Kaggle, or in kaggle.json beside the user's name. It acts as the user.",
	Fix:      "Expire it at https://www.kaggle.com/settings and keep kaggle.json out of the repository.",
	Source:   "https://www.kaggle.com/docs/api",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"kaggle", "username", "key"},
	Run:      32,
	Solid:    true,
	Check:    checkKaggle,
	Examples: []Example{
		{Path: "kaggle.json", Text: "{\"username\":\"acme\",\"key\":\"«{hex:32}»\"}\n", Why: "the client's file"},
		{Path: "nb.py", Text: "os.environ[\"KAGGLE_KEY\"] = \"«{hex:32}»\"\n", Why: "a notebook"},
		{Path: "a.json", Text: "{\"username\":\"acme\",\"key\":\"{hex:32}\"}\n", Why: "another program's"},
		{Path: "b.md", Text: "KAGGLE_KEY={repeat:x:32}\n", Why: "filler"},
	},
}

// checkKaggle takes the key of kaggle.json, or one whose name says Kaggle.
func checkKaggle(c *Candidate) (Match, bool) {
	v := c.Value()
	if len(v) != 32 || !isRunOf(v, isLowerHex) {
		return Match{}, false
	}
	if lowerASCII(path.Base(c.File.Path)) == "kaggle.json" && letters(c.Key) == "key" {
		return judgeBeside(c, 0.95, 0, "Kaggle key: acts as its user")
	}
	return matchKeyed(c, Keyed{Words: []string{"kaggle"}, Alphabet: isLowerHex, Min: 32, Max: 32, Message: "Kaggle key: acts as its user"})
}
