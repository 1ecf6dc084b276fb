package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// jfrogIdentityTokenRule finds a JFrog identity token.
var jfrogIdentityTokenRule = &rules.Rule{
	ID:       "jfrog-identity-token",
	Title:    "JFrog identity token",
	Doc:      "An identity token or API key of the JFrog platform without a prefix: 64 or 73 letters and digits under a name that says JFrog, Artifactory, Bintray or Xray. It acts as its user.",
	Fix:      "Revoke it under Edit Profile, Identity Tokens on the JFrog platform and read the new one from the environment.",
	Source:   "https://jfrog.com/help/r/jfrog-platform-administration-documentation/identity-tokens",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"jfrog", "artifactory", "bintray", "xray"}, Alphabet: alphabet.Alnum, Min: 64, Max: 64, Valid: judge.NotHex, Message: "JFrog identity token"},
		{Words: []string{"jfrog", "artifactory", "bintray", "xray"}, Alphabet: alphabet.Alnum, Min: 73, Max: 73, Message: "JFrog API key"},
	},
	Examples: []rules.Example{
		{Path: "gradle.properties", Text: "artifactory_password=«{alnum:73}»\n", Why: "Gradle"},
		{Path: "b.py", Text: "jfrog_release_sha = \"{alnum:64}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:64}\"\n", Why: "another provider"},
	},
}
