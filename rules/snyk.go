package rules

import "bytes"

// snykTokenRule finds Snyk API tokens.
var snykTokenRule = &Rule{
	ID:       "snyk-token",
	Title:    "Snyk API token",
	Doc:      `An API token of Snyk: a personal one, a UUID under a name that says Snyk, or one with a prefix (snyk_uat., snyk_sat.). It reads which weaknesses the projects have.`,
	Fix:      "Revoke the token in Snyk, under Account settings, and read the new one from the environment.",
	Source:   "https://docs.snyk.io/snyk-api/authentication-for-api",
	Severity: Error,
	Kinds:    keyedKinds | KindToken,
	Keywords: []string{"snyk"},
	Run:      36,
	Check:    checkSnyk,
	Examples: []Example{
		{Path: "ci.yml", Text: "  SNYK_TOKEN: «{uuid}»\n", Why: "by its name"},
		{Path: "scan.sh", Text: "export SNYK_TOKEN=«snyk_uat.{hex:8}.{alnum:80}»\n", Why: "with its prefix"},
		{Path: "a.yml", Text: "SNYK_TOKEN: 00000000-0000-0000-0000-000000000000\n", Why: "zeros"},
		{Path: "b.json", Text: "{\"snyk_org_id\": \"{uuid}\"}\n", Why: "an organization's identifier"},
	},
}

func checkSnyk(c *Candidate) (Match, bool) {
	if i := bytes.Index(c.Value(), []byte("snyk_")); i >= 0 {
		sub := *c
		sub.Start += i
		return matchToken(&sub,
			Token{Prefix: "snyk_uat.", Alphabet: isTokenDot, Min: 40, Max: 400, Valid: generatedBody, Message: "Snyk user's token: reads weaknesses of projects"},
			Token{Prefix: "snyk_sat.", Alphabet: isTokenDot, Min: 40, Max: 400, Valid: generatedBody, Message: "Snyk service account's token: reads weaknesses of projects"},
		)
	}
	if c.Kind&keyedKinds == 0 {
		return Match{}, false
	}
	return matchKeyed(c, Keyed{Words: []string{"snyk"}, Alphabet: isHexDash, Min: 36, Max: 36, Valid: uuidForm, Message: "Snyk API token: reads weaknesses of projects"})
}
