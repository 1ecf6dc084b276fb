package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// appveyorTokenRule finds an AppVeyor API token.
var appveyorTokenRule = &rules.Rule{
	ID:       "appveyor-token",
	Title:    "AppVeyor API token",
	Doc:      "An API token of AppVeyor: v2. and 20 letters and digits, or 20 alone, under a name that says AppVeyor. It starts and changes builds, which see their secrets.",
	Fix:      "Regenerate it at https://ci.appveyor.com/api-keys and store it as a CI secret.",
	Source:   "https://www.appveyor.com/docs/api/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"appveyor"}, Alphabet: alphabet.AlnumDot, Min: 20, Max: 23, Valid: appveyorToken, Message: "AppVeyor API token"}},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export APPVEYOR_API_TOKEN='«v2.{lowernum:20}»'\n", Why: "a deployment"},
	},
}

func appveyorToken(v []byte) rules.Proof {
	v, _ = bytes.CutPrefix(v, []byte("v2."))
	if len(v) != 20 || !alphabet.All(v, alphabet.LowerNum) {
		return rules.Refuted
	}
	return rules.Formal
}
