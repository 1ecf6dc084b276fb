package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
	"github.com/envguard/envguard/rules/random"
)

// adobeClientSecretRule finds an Adobe OAuth client secret.
var adobeClientSecretRule = &rules.Rule{
	ID:       "adobe-client-secret",
	Title:    "Adobe OAuth client secret",
	Doc:      "The client secret of an Adobe Developer Console project (p8e- and 32 characters). With the client's public identifier it obtains access tokens for the project's APIs.",
	Fix:      "Rotate the secret under the project's credentials at https://developer.adobe.com/console and read it from the environment.",
	Source:   "https://developer.adobe.com/developer-console/docs/guides/authentication/ServerToServerAuthentication/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "p8e-", Alphabet: alphabet.AlnumDash, Min: 32, Max: 32, Valid: adobeForm, Message: "Adobe OAuth client secret"}},
	Examples: []rules.Example{
		{Path: "adobe.yml", Text: "client_secret: «p8e-{alnum:32}»\n", Why: "a server-to-server credential"},
		{Path: "old.yml", Text: "client_secret: «p8e-{lowernum:32}»\n", Why: "in lower case"},
		{Path: "a.css", Text: ".p8e-container-with-a-long-class-name-inside { }\n", Why: "a class"},
	},
}

// adobeForm asks for letters of both cases and digits, or of one case and several
// digits without a dash, as 32 random characters have; names of classes do not.
func adobeForm(token []byte) rules.Proof {
	body := token[len("p8e-"):]
	if alphabet.Classes(body) < 3 && (!alphabet.All(body, alphabet.Alnum) || len(bytes.Trim(body, "abcdefghijklmnopqrstuvwxyz")) == 0 || !random.HasStretch(body)) {
		return rules.Refuted
	}
	return judge.GeneratedBody(token)
}
