package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// everhourAPIKeyRule finds an Everhour API key.
var everhourAPIKeyRule = &rules.Rule{
	ID:       "everhour-api-key",
	Title:    "Everhour API key",
	Doc:      "An API key of Everhour (4, 4, 6, 6 and 8 hexadecimal digits) under a name that says Everhour. It reads and changes the person's time.",
	Fix:      "Regenerate it at https://app.everhour.com/#/account/profile and read it from the environment.",
	Source:   "https://everhour.docs.apiary.io/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"everhour"}, Alphabet: alphabet.HexDash, Min: 32, Max: 32, Valid: everhourForm, Message: "Everhour API key"}},
	Examples: []rules.Example{
		{Path: "time.js", Text: "const EVERHOUR_API_KEY = '«{hex:4}-{hex:4}-{hex:6}-{hex:6}-{hex:8}»';\n", Why: "a script"},
	},
}

func everhourForm(v []byte) rules.Proof {
	for i, b := range v {
		if (b == '-') != (i == 4 || i == 9 || i == 16 || i == 23) {
			return rules.Refuted
		}
	}
	return rules.Formal
}
