package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// duoSecretKeyRule finds a Duo secret key.
var duoSecretKeyRule = &rules.Rule{
	ID:       "duo-secret-key",
	Title:    "Duo secret key",
	Doc:      "The secret key of a Duo application: 40 letters and digits under a name that says Duo, skey or secret, beside an integration key (DI and 18 capitals) or a duosecurity.com host. It confirms second factors, and for the Admin API changes users.",
	Fix:      "Reset the secret key of the application at https://admin.duosecurity.com and read it from the environment.",
	Source:   "https://duo.com/docs/getting-started#protect-an-application",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"duo", "skey", "secret"},
	Run:      40,
	Solid:    true,
	Check:    checkDuo,
	Examples: []rules.Example{
		{Path: "duo.conf.ini", Text: "[duo]\nikey = DI{uppernum:18}\nskey = «{alnum:40}»\nhost = api-{hex:8}.duosecurity.com\n", Why: "login_duo"},
		{Path: "a.md", Text: "[duo]\nikey = DIXXXXXXXXXXXXXXXXXX\nskey = {repeat:x:40}\n", Why: "filler"},
		{Path: "b.ini", Text: "skey = {alnum:40}\n", Why: "another program"},
	},
}

// checkDuo takes the secret key next to an integration key or a host of Duo.
func checkDuo(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) != 40 || !alphabet.All(v, alphabet.Alnum) || alphabet.AllHex(v) && alphabet.Letters(c.Key) != "skey" || !judge.EndsInName(c.Key, []string{"skey", "secretkey", "duosecret", "secret"}) {
		return rules.Match{}, false
	}
	const message = "Duo secret key"
	at := judge.FindNear(c, judge.PairReach, func(b []byte) bool {
		return bytes.HasPrefix(b, []byte("DI")) && alphabet.RunLength(b, alphabet.UpperNum) == 20
	})
	switch {
	case at >= 0:
		return judge.JudgeBeside(c, 0.95, 0, message+"; its integration key stands "+judge.BesideText(c, at))
	case judge.Near(c, "duosecurity.com", judge.PairReach), judge.SaysWord(c.Key, "duo"):
		return judge.JudgeBeside(c, 0.9, 0, message)
	}
	c.GateText("an integration key or a host near", false, "")
	return rules.Match{}, false
}
