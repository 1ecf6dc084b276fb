package provider

import (
	"path"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// kaggleAPITokenRule finds a Kaggle API token.
var kaggleAPITokenRule = &rules.Rule{
	ID:       "kaggle-api-token",
	Title:    "Kaggle API token",
	Doc:      "An API token of Kaggle (KGAT_ and 32 hexadecimal digits). It acts as its user.",
	Fix:      "Expire it at https://www.kaggle.com/settings and read the new one from the environment.",
	Source:   "https://www.kaggle.com/docs/api",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "KGAT_", Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Kaggle API token"}},
	Examples: []rules.Example{
		{Path: "data.sh", Text: "export KAGGLE_API_TOKEN=«KGAT_{hex:32}»\n", Why: "a notebook"},
	},
}

// kaggleKeyRule finds a Kaggle key.
var kaggleKeyRule = &rules.Rule{
	ID:       "kaggle-key",
	Title:    "Kaggle key",
	Doc:      "The key of a Kaggle user: 32 hexadecimal digits under a name that says Kaggle, or in kaggle.json beside the user's name. It acts as the user.",
	Fix:      "Expire it at https://www.kaggle.com/settings and keep kaggle.json out of the repository.",
	Source:   "https://www.kaggle.com/docs/api",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"kaggle", "username", "key"},
	Run:      32,
	Solid:    true,
	Check:    checkKaggle,
	Examples: []rules.Example{
		{Path: "kaggle.json", Text: "{\"username\":\"acme\",\"key\":\"«{hex:32}»\"}\n", Why: "the client's file"},
		{Path: "nb.py", Text: "os.environ[\"KAGGLE_KEY\"] = \"«{hex:32}»\"\n", Why: "a notebook"},
		{Path: "a.json", Text: "{\"username\":\"acme\",\"key\":\"{hex:32}\"}\n", Why: "another program's"},
		{Path: "b.md", Text: "KAGGLE_KEY={repeat:x:32}\n", Why: "filler"},
	},
}

// checkKaggle takes the key of kaggle.json, or one whose name says Kaggle.
func checkKaggle(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) != 32 || !alphabet.All(v, alphabet.LowerHex) {
		return rules.Match{}, false
	}
	if alphabet.ToLower(path.Base(c.File.Path)) == "kaggle.json" && alphabet.Letters(c.Key) == "key" {
		return judge.JudgeBeside(c, 0.95, 0, "Kaggle key: acts as its user")
	}
	return judge.MatchKeyed(c, rules.Keyed{Words: []string{"kaggle"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Kaggle key: acts as its user"})
}
