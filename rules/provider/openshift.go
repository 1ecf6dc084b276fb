package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// openshiftTokenRule finds OpenShift access tokens.
var openshiftTokenRule = &rules.Rule{
	ID:       "openshift-token",
	Title:    "OpenShift access token",
	Doc:      `An OAuth access token of OpenShift (sha256~ and 43 characters). It acts as its user in the cluster until it expires, after a day by default. Digests, which are written with a colon, are left alone.`,
	Fix:      "Log the token out (oc logout, or oc delete oauthaccesstokens) and log in again.",
	Source:   "https://docs.redhat.com/en/documentation/openshift_container_platform/4.16/html/authentication_and_authorization/managing-oauth-access-tokens",
	Severity: rules.Error,
	Kinds:    rules.KindToken,
	Keywords: []string{"sha256"},
	Run:      43,
	Needs:    '~',
	Check:    checkOpenShift,
	Examples: []rules.Example{
		{Path: "login.sh", Text: "oc login --token=sha256~«{alnum:43}» --server=https://api.acme.io:6443\n", Why: "a command"},
		{Path: "a.md", Text: "oc login --token=sha256~{repeat:x:43}\n", Why: "filler"},
		{Path: "b.txt", Text: "image@sha256:{hex:64}\n", Why: "a digest"},
	},
}

// checkOpenShift looks for the tilde in front, which ends a run.
func checkOpenShift(c *rules.Candidate) (rules.Match, bool) {
	const prefix = "sha256~"
	if !bytes.HasSuffix(c.Before(len(prefix)), []byte(prefix)) {
		return rules.Match{}, false
	}
	return judge.MatchToken(c, rules.Token{Alphabet: alphabet.AlnumDash, Min: 43, Max: 43, Valid: judge.GeneratedBody, Score: 0.8, Message: "OpenShift access token: acts as its user"})
}
