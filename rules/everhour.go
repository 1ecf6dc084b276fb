package rules

// everhourAPIKeyRule finds an Everhour API key.
var everhourAPIKeyRule = &Rule{
	ID:       "everhour-api-key",
	Title:    "Everhour API key",
	Doc:      "An API key of Everhour (4, 4, 6, 6 and 8 hexadecimal digits) under a name that says Everhour. It reads and changes the person's time.",
	Fix:      "Regenerate it at https://app.everhour.com/#/account/profile and read it from the environment.",
	Source:   "https://everhour.docs.apiary.io/",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"everhour"},
	Run:      32,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"everhour"}, Alphabet: isHexDash, Min: 32, Max: 32, Valid: everhourForm, Message: "Everhour API key"})
	},
	Examples: []Example{
		{Path: "time.js", Text: "const EVERHOUR_API_KEY = '«{hex:4}-{hex:4}-{hex:6}-{hex:6}-{hex:8}»';\n", Why: "a script"},
		{Path: "a.md", Text: "everhour: everhour_api_key={repeat:x:32}\n", Why: "filler"},
	},
}

func everhourForm(v []byte) Proof {
	for i, b := range v {
		if (b == '-') != (i == 4 || i == 9 || i == 16 || i == 23) {
			return Refuted
		}
	}
	return Formal
}
