package rules

import (
	"bytes"
)

// appveyorTokenRule finds an AppVeyor API token.
var appveyorTokenRule = &Rule{
	ID:       "appveyor-token",
	Title:    "AppVeyor API token",
	Doc:      "An API token of AppVeyor: v2. and 20 letters and digits, or 20 alone, under a name that says AppVeyor. It starts and changes builds, which see their secrets.",
	Fix:      "Regenerate it at https://ci.appveyor.com/api-keys and store it as a CI secret.",
	Source:   "https://www.appveyor.com/docs/api/",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"appveyor"},
	Run:      20,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"appveyor"}, Alphabet: isAlnumDot, Min: 20, Max: 23, Valid: appveyorToken, Message: "AppVeyor API token"})
	},
	Examples: []Example{
		{Path: "deploy.sh", Text: "export APPVEYOR_API_TOKEN='«v2.{lowernum:20}»'\n", Why: "a deployment"},
		{Path: "a.md", Text: "appveyor: appveyor_api_key={repeat:x:20}\n", Why: "filler"},
	},
}

func appveyorToken(v []byte) Proof {
	v, _ = bytes.CutPrefix(v, []byte("v2."))
	if len(v) != 20 || !isRunOf(v, isLowerNum) {
		return Refuted
	}
	return Formal
}
