package rules

import "bytes"

// adobeClientSecretRule finds an Adobe OAuth client secret.
var adobeClientSecretRule = &Rule{
	ID:       "adobe-client-secret",
	Title:    "Adobe OAuth client secret",
	Doc:      "The client secret of an Adobe Developer Console project (p8e- and 32 characters). With the client's public identifier it obtains access tokens for the project's APIs.",
	Fix:      "Rotate the secret under the project's credentials at https://developer.adobe.com/console and read it from the environment.",
	Source:   "https://developer.adobe.com/developer-console/docs/guides/authentication/ServerToServerAuthentication/",
	Severity: Error,
	Kinds:    KindToken,
	Prefixes: []string{"p8e-"},
	Run:      36,
	Binary:   true,
	Check: func(c *Candidate) (Match, bool) {
		return matchToken(c, Token{Prefix: "p8e-", Alphabet: isAlnumDash, Min: 32, Max: 32, Valid: adobeForm, Message: "Adobe OAuth client secret"})
	},
	Examples: []Example{
		{Path: "adobe.yml", Text: "client_secret: «p8e-{alnum:32}»\n", Why: "a server-to-server credential"},
		{Path: "old.yml", Text: "client_secret: «p8e-{lowernum:32}»\n", Why: "in lower case"},
		{Path: "a.css", Text: ".p8e-container-with-a-long-class-name-inside { }\n", Why: "a class"},
		{Path: "a.md", Text: "TOKEN=p8e-{repeat:x:32}\n", Why: "filler"},
		{Path: "b.md", Text: "use p8e-... here\n", Why: "elided"},
	},
}

// adobeForm asks for letters of both cases and digits, or of one case and several
// digits without a dash, as 32 random characters have; names of classes do not.
func adobeForm(token []byte) Proof {
	body := token[len("p8e-"):]
	if mixedClasses(body) < 3 && (!isRunOf(body, isAlnum) || len(bytes.Trim(body, "abcdefghijklmnopqrstuvwxyz")) == 0 || !hasRandomPart(body)) {
		return Refuted
	}
	return generatedBody(token)
}
