package provider

import (
	"bytes"
	"encoding/base64"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// onePasswordSecretKeyRule finds a 1Password secret key.
var onePasswordSecretKeyRule = &rules.Rule{
	ID:       "1password-secret-key",
	Title:    "1Password secret key",
	Doc:      "The secret key of a 1Password account (A3- and five or six groups of capitals and digits). Together with the account password it decrypts the account's vaults on a new device; alone it opens nothing, but it is the half that cannot be guessed.",
	Fix:      "Make a new secret key under My Profile, More Actions, Regenerate Secret Key at https://my.1password.com/profile and sign in again on every device.",
	Source:   "https://support.1password.com/secret-key/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "A3-", Alphabet: alphabet.UpperDash, Min: 31, Max: 37, Valid: onePasswordKey, Message: "1Password secret key: with the account password it decrypts the vaults"}},
	Examples: []rules.Example{
		{Path: "emergency-kit.txt", Text: "Secret Key: «A3-{uppernum:6}-{uppernum:6}-{uppernum:5}-{uppernum:5}-{uppernum:5}-{uppernum:5}»\n", Why: "an emergency kit"},
		{Path: "op.sh", Text: "op account add --secret-key «A3-{uppernum:6}-{uppernum:11}-{uppernum:5}-{uppernum:5}-{uppernum:5}»\n", Why: "the older grouping"},
		{Path: "a.md", Text: "Paper sizes: A3-LANDSCAPE-PORTRAIT-COLOUR-GLOSS-DUPLEX-FOLDED\n", Why: "words"},
	},
}

// onePasswordServiceAccountTokenRule finds a 1Password service account token.
var onePasswordServiceAccountTokenRule = &rules.Rule{
	ID:       "1password-service-account-token",
	Title:    "1Password service account token",
	Doc:      "The token of a 1Password service account (ops_ and JSON in base64). It holds the keys with which the account's vaults are read without a person.",
	Fix:      "Revoke it under Developer, Service Accounts at https://my.1password.com/developer-tools and put the new one into the CI system's secret store.",
	Source:   "https://developer.1password.com/docs/service-accounts/get-started/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "ops_eyJ", Alphabet: alphabet.StdBase64URL, Min: 200, Max: 2000, Valid: onePasswordToken, Message: "1Password service account token: reads the account's vaults"}},
	Examples: []rules.Example{
		{Path: "ci.sh", Text: "export OP_SERVICE_ACCOUNT_TOKEN=«ops_{b64of:{\"signInAddress\":\"acme.1password.com\",\"userAuth\":{\"method\":\"SRPg-4096\"},\"email\":\"{lower:12}@1passwordserviceaccounts.com\",\"srpX\":\"{hex:64}\",\"muk\":\"{b64:32}\",\"secretKey\":\"A3-{uppernum:6}-{uppernum:6}\"}}»\n", Why: "in a script"},
		{Path: "a.yml", Text: "token: ops_eyJhbGci{repeat:x:12}.short\n", Why: "no JSON of that size"},
	},
}

// onePasswordKey verifies the groups of a secret key: A3, the account's six
// characters, and 26 random ones in groups of 6 (or 11) and 5.
func onePasswordKey(token []byte) rules.Proof {
	groups := bytes.Split(token, []byte("-"))
	form := ""
	digits := 0
	for _, g := range groups[1:] {
		form += string(rune('a' + len(g)))
		for _, b := range g {
			if alphabet.Digit(b) {
				digits++
			}
		}
	}
	if form != "ggffff" && form != "glfff" || digits < 3 {
		return rules.Refuted
	}
	if !judge.Generated(bytes.ReplaceAll(token[3:], []byte("-"), nil)) {
		return rules.Refuted
	}
	return rules.Formal
}

// onePasswordToken verifies that JSON with the sign-in address follows ops_.
func onePasswordToken(token []byte) rules.Proof {
	b := bytes.TrimRight(token[len("ops_"):], "=")
	enc := base64.RawStdEncoding
	if bytes.ContainsAny(b, "-_") {
		enc = base64.RawURLEncoding
	}
	raw := make([]byte, enc.DecodedLen(len(b)))
	n, err := enc.Decode(raw, b[:len(b)/4*4])
	if err != nil || !bytes.HasPrefix(raw, []byte(`{"`)) || !bytes.Contains(raw[:n], []byte("signInAddress")) {
		return rules.Refuted
	}
	return rules.Proved
}
