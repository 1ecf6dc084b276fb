package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// geminiExchangeSecretRule finds a Gemini exchange API secret.
var geminiExchangeSecretRule = &rules.Rule{
	ID:       "gemini-exchange-secret",
	Title:    "Gemini exchange API secret",
	Doc:      "The API secret of the exchange Gemini: 27 or 28 letters and digits within a few lines of a key (account- or master- and 20 characters). It trades and, if allowed, withdraws.",
	Fix:      "Delete the key at https://exchange.gemini.com/settings/api and read the new one from the environment.",
	Source:   "https://docs.gemini.com/rest-api/",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"gemini", "secret"},
	Run:      27,
	Solid:    true,
	Check:    checkGemini,
	Examples: []rules.Example{
		{Path: "bot.py", Text: "api_key = \"account-{alnum:20}\"\ngemini_api_secret = \"«{alnum:28}»\"\n", Why: "a bot"},
		{Path: "a.py", Text: "gemini_api_secret = \"{repeat:x:28}\"\n", Why: "filler"},
	},
}

func checkGemini(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) < 27 || len(v) > 28 || !alphabet.All(v, alphabet.Alnum) || !judge.EndsInName(c.Key, []string{"secret", "secretkey"}) {
		return rules.Match{}, false
	}
	at := judge.FindNear(c, judge.PairReach, func(b []byte) bool {
		n := alphabet.RunLength(b, alphabet.AlnumDash)
		return n == 28 && string(b[:8]) == "account-" || n == 27 && string(b[:7]) == "master-"
	})
	if !c.GateText("a key near", at >= 0, "") {
		return rules.Match{}, false
	}
	return judge.JudgeBeside(c, 0.9, 0, "Gemini exchange API secret; its key stands "+judge.BesideText(c, at))
}
