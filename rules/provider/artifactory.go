package provider

import (
	"bytes"
	"encoding/base64"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// artifactoryAPIKeyRule finds a JFrog Artifactory API key.
var artifactoryAPIKeyRule = &rules.Rule{
	ID:       "artifactory-api-key",
	Title:    "JFrog Artifactory API key",
	Doc:      "An API key of JFrog Artifactory (AKCp and 69 letters and digits). It acts as its user: reads and often publishes packages. JFrog ended these keys in 2024; servers of one's own may still accept them.",
	Fix:      "Revoke it under Edit Profile, API Key on the Artifactory server and use an identity token instead.",
	Source:   "https://jfrog.com/help/r/jfrog-platform-administration-documentation/api-key",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "AKC", Alphabet: alphabet.Alnum, Min: 64, Max: 75, Valid: artifactoryKey, Message: "JFrog Artifactory API key"}},
	Examples: []rules.Example{
		{Path: "settings.xml", Text: "<password>«AKCp{alnum:69}»</password>\n", Why: "Maven"},
	},
}

// artifactoryReferenceTokenRule finds a JFrog Artifactory reference token.
var artifactoryReferenceTokenRule = &rules.Rule{
	ID:       "artifactory-reference-token",
	Title:    "JFrog Artifactory reference token",
	Doc:      "A reference token of JFrog (base64 of reftkn: and what it refers to). It stands for an access token and does what that may.",
	Fix:      "Revoke it under User Management, Access Tokens on the JFrog platform and make another.",
	Source:   "https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "cmVmdGtu", Alphabet: alphabet.Alnum, Min: 56, Max: 56, Valid: artifactoryReference, Message: "JFrog reference token"}},
	Examples: []rules.Example{
		{Path: "pip.conf", Text: "index-url = https://ci:«{b64of:reftkn:01:1700000000:{alnum:27}}»@acme.jfrog.io/simple\n", Why: "pip"},
		{Path: "c.txt", Text: "cmVmdGtu{repeat:A:56}\n", Why: "no reference inside"},
	},
}

// artifactoryKey accepts AKCp and a digit, as of the versions that were.
func artifactoryKey(token []byte) rules.Proof {
	if alphabet.Upper(token[3]) && !alphabet.Digit(token[4]) {
		return rules.Refuted
	}
	return judge.GeneratedBody(token[4:])
}

// artifactoryReference verifies reftkn:01:EXPIRY:KEY in base64.
func artifactoryReference(token []byte) rules.Proof {
	raw, err := base64.RawStdEncoding.DecodeString(string(token))
	if err != nil || !bytes.HasPrefix(raw, []byte("reftkn:")) || bytes.Count(raw, []byte(":")) != 3 {
		return rules.Refuted
	}
	return judge.GeneratedBody(raw[bytes.LastIndexByte(raw, ':')+1:])
}
