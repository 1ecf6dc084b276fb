package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// snykTokenRule finds Snyk API tokens.
var snykTokenRule = &rules.Rule{
	ID:       "snyk-token",
	Title:    "Snyk API token",
	Doc:      `An API token of Snyk: a personal one, a UUID under a name that says Snyk, or one with a prefix (snyk_uat., snyk_sat.). It reads which weaknesses the projects have.`,
	Fix:      "Revoke the token in Snyk, under Account settings, and read the new one from the environment.",
	Source:   "https://docs.snyk.io/snyk-api/authentication-for-api",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindToken,
	Keywords: []string{"snyk"},
	Run:      36,
	Check:    checkSnyk,
	Examples: []rules.Example{
		{Path: "ci.yml", Text: "  SNYK_TOKEN: «{uuid}»\n", Why: "by its name"},
		{Path: "scan.sh", Text: "export SNYK_TOKEN=«snyk_uat.{hex:8}.{alnum:80}»\n", Why: "with its prefix"},
		{Path: "a.yml", Text: "SNYK_TOKEN: 00000000-0000-0000-0000-000000000000\n", Why: "zeros"},
		{Path: "b.json", Text: "{\"snyk_org_id\": \"{uuid}\"}\n", Why: "an organization's identifier"},
	},
}

func checkSnyk(c *rules.Candidate) (rules.Match, bool) {
	if i := bytes.Index(c.Value(), []byte("snyk_")); i >= 0 {
		sub := *c
		sub.Start += i
		return judge.MatchToken(&sub,
			rules.Token{Prefix: "snyk_uat.", Alphabet: alphabet.TokenDot, Min: 40, Max: 400, Valid: judge.GeneratedBody, Message: "Snyk user's token: reads weaknesses of projects"},
			rules.Token{Prefix: "snyk_sat.", Alphabet: alphabet.TokenDot, Min: 40, Max: 400, Valid: judge.GeneratedBody, Message: "Snyk service account's token: reads weaknesses of projects"},
		)
	}
	if c.Kind&judge.KeyedKinds == 0 {
		return rules.Match{}, false
	}
	return judge.MatchKeyed(c, rules.Keyed{Words: []string{"snyk"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "Snyk API token: reads weaknesses of projects"})
}
