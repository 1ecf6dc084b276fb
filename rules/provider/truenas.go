package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// truenasKeyRule finds TrueNAS API keys.
var truenasKeyRule = &rules.Rule{
	ID:       "truenas-key",
	Title:    "TrueNAS API key",
	Doc:      `An API key of TrueNAS: a number, a dash and 64 letters and digits, in a header or under a name that says TrueNAS. It administers the storage.`,
	Fix:      "Delete the key in TrueNAS, under API keys, and read the new one from the environment.",
	Source:   "https://www.truenas.com/docs/scale/scaletutorials/toptoolbar/managingapikeys/",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Keywords: []string{"truenas", "freenas", "bearer", "auth"},
	Run:      64,
	Solid:    true,
	Check:    checkTrueNAS,
	Examples: []rules.Example{
		{Path: "pool.sh", Text: "curl -H \"Authorization: Bearer 1-«{alnum:64}»\" https://truenas.acme.io/api/v2.0/pool\n", Why: "a header"},
		{Path: ".env", Text: "TRUENAS_API_KEY=12-«{alnum:64}»\n", Why: "by its name"},
		{Path: "login.py", Text: "ws.send('{\"method\": \"auth.login_with_api_key\", \"params\": [\"8-«{alnum:64}»\"]}')\n", Why: "a call over a socket"},
		{Path: "a.md", Text: "TRUENAS_API_KEY=1-{repeat:x:64}\n", Why: "filler"},
		{Path: "b.txt", Text: "part 1-{alnum:64}\n", Why: "not TrueNAS"},
	},
}

// checkTrueNAS finds the dash between the key's number and its secret.
func checkTrueNAS(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	i := bytes.LastIndexByte(v, '-')
	if i < 1 || i < len(v)-65 || !alphabet.Digit(v[i-1]) || !judge.NearAny(c, "truenas", "freenas", "login_with_api_key") {
		return rules.Match{}, false
	}
	sub := *c
	sub.Start += i + 1
	return judge.MatchToken(&sub, rules.Token{Alphabet: alphabet.Alnum, Min: 64, Max: 64, Message: "TrueNAS API key: administers the storage"})
}
