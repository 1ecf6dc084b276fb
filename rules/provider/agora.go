package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// agoraAppCertificateRule finds an Agora app certificate.
var agoraAppCertificateRule = &rules.Rule{
	ID:       "agora-app-certificate",
	Title:    "Agora app certificate",
	Doc:      "The certificate of an Agora project: 32 hexadecimal digits under a name that says Agora and certificate. It signs the tokens with which anyone joins the project's calls. The App ID, of the same form, is public.",
	Fix:      "Make a new primary certificate for the project at https://console.agora.io and read it from the environment.",
	Source:   "https://docs.agora.io/en/video-calling/get-started/manage-agora-account",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"agora"}, Names: []string{"certificate", "appcertificate", "primarycertificate"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Agora app certificate: signs tokens for the project's calls"}},
	Examples: []rules.Example{
		{Path: "token.js", Text: "const AGORA_APP_CERTIFICATE = '«{hex:32}»';\n", Why: "a token server"},
		{Path: "d.js", Text: "const AGORA_APP_ID = '{hex:32}';\n", Why: "the app's identifier"},
		{Path: "b.py", Text: "agora_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}
