package rules

// geminiExchangeSecretRule finds a Gemini exchange API secret.
var geminiExchangeSecretRule = &Rule{
	ID:       "gemini-exchange-secret",
	Title:    "Gemini exchange API secret",
	Doc:      "The API secret of the exchange Gemini: 27 or 28 letters and digits within a few lines of a key (account- or master- and 20 characters). It trades and, if allowed, withdraws.",
	Fix:      "Delete the key at https://exchange.gemini.com/settings/api and read the new one from the environment.",
	Source:   "https://docs.gemini.com/rest-api/",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"gemini", "secret"},
	Run:      27,
	Solid:    true,
	Check:    checkGemini,
	Examples: []Example{
		{Path: "bot.py", Text: "api_key = \"account-{alnum:20}\"\ngemini_api_secret = \"«{alnum:28}»\"\n", Why: "a bot"},
		{Path: "a.py", Text: "gemini_api_secret = \"{repeat:x:28}\"\n", Why: "filler"},
	},
}

func checkGemini(c *Candidate) (Match, bool) {
	v := c.Value()
	if len(v) < 27 || len(v) > 28 || !isRunOf(v, isAlnum) || !endsInName(c.Key, []string{"secret", "secretkey"}) {
		return Match{}, false
	}
	at := findNear(c, pairReach, func(b []byte) bool {
		n := runLength(b, isAlnumDash)
		return n == 28 && string(b[:8]) == "account-" || n == 27 && string(b[:7]) == "master-"
	})
	if !c.GateText("a key near", at >= 0, "") {
		return Match{}, false
	}
	return judgeBeside(c, 0.9, 0, "Gemini exchange API secret; its key stands "+besideText(c, at))
}
