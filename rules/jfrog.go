package rules

// jfrogIdentityTokenRule finds a JFrog identity token.
var jfrogIdentityTokenRule = &Rule{
	ID:       "jfrog-identity-token",
	Title:    "JFrog identity token",
	Doc:      "An identity token or API key of the JFrog platform without a prefix: 64 or 73 letters and digits under a name that says JFrog, Artifactory, Bintray or Xray. It acts as its user.",
	Fix:      "Revoke it under Edit Profile, Identity Tokens on the JFrog platform and read the new one from the environment.",
	Source:   "https://jfrog.com/help/r/jfrog-platform-administration-documentation/identity-tokens",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"jfrog", "artifactory", "bintray", "xray"},
	Run:      64,
	Solid:    true,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c,
			Keyed{Words: []string{"jfrog", "artifactory", "bintray", "xray"}, Alphabet: isAlnum, Min: 64, Max: 64, Valid: notHex, Message: "JFrog identity token"},
			Keyed{Words: []string{"jfrog", "artifactory", "bintray", "xray"}, Alphabet: isAlnum, Min: 73, Max: 73, Message: "JFrog API key"},
		)
	},
	Examples: []Example{
		{Path: "gradle.properties", Text: "artifactory_password=«{alnum:73}»\n", Why: "Gradle"},
		{Path: "a.md", Text: "jfrog: jfrog_api_key={repeat:x:64}\n", Why: "filler"},
		{Path: "b.py", Text: "jfrog_release_sha = \"{alnum:64}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:64}\"\n", Why: "another provider"},
	},
}
