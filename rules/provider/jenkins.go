package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// jenkinsAPITokenRule finds a Jenkins API token.
var jenkinsAPITokenRule = &rules.Rule{
	ID:       "jenkins-api-token",
	Title:    "Jenkins API token",
	Doc:      "An API token of a Jenkins user: 11 and 32 hexadecimal digits, or 32 alone, under a name that says Jenkins. It acts as the user: starts jobs and reads what they hold.",
	Fix:      "Revoke it under the user's Security page on the server and read the new one from the environment.",
	Source:   "https://www.jenkins.io/doc/book/system-administration/authenticating-scripted-clients/",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"jenkins"}, Alphabet: alphabet.LowerHex, Min: 34, Max: 34, Valid: jenkinsForm, Message: "Jenkins API token"},
		{Words: []string{"jenkins"}, Names: []string{"apitoken", "token", "jenkinstoken"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Jenkins API token of the old form"},
	},
	Examples: []rules.Example{
		{Path: "job.sh", Text: "JENKINS_API_TOKEN=«11{hex:32}»\n", Why: "a script"},
		{Path: "b.py", Text: "jenkins_release_sha = \"{hex:34}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:34}\"\n", Why: "another provider"},
	},
}

// jenkinsForm verifies the version in front of the digits.
func jenkinsForm(v []byte) rules.Proof {
	if v[0] != '1' || v[1] != '1' {
		return rules.Refuted
	}
	return judge.GeneratedBody(v[2:])
}
