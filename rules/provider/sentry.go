package provider

import (
	"bytes"
	"encoding/base64"
	"encoding/json"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// sentryUserTokenRule finds Sentry personal tokens.
var sentryUserTokenRule = &rules.Rule{
	ID:       "sentry-user-token",
	Title:    "Sentry personal token",
	Doc:      `A personal auth token (sntryu_), an integration's token (sntryi_) or an application's (sntrya_) of Sentry. By its scopes it reads errors, which hold data of users, and changes projects. Addresses of projects (DSN) are public and left alone.`,
	Fix:      "Revoke the token at https://sentry.io/settings/account/api/auth-tokens/ and read the new one from the environment.",
	Source:   "https://docs.sentry.io/security-legal-pii/security/token-formats/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "sntryu_", Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Sentry personal token: reads errors and changes projects"},
		{Prefix: "sntryi_", Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Sentry integration token"},
		{Prefix: "sntrya_", Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Sentry application token"},
	},
	Examples: []rules.Example{
		{Path: "settings.py", Text: "SENTRY_AUTH_TOKEN = \"«sntryu_{hex:64}»\"\n", Why: "by its form"},
		{Path: "config.yml", Text: "sentry_auth_token: «sntryi_{hex:64}»\n", Why: "an integration's"},
		{Path: "client.ts", Text: "const sentryAuthToken = '«sntrya_{hex:64}»';\n", Why: "an application's"},
	},
}

// sentryOrgTokenRule finds Sentry organization tokens.
var sentryOrgTokenRule = &rules.Rule{
	ID:       "sentry-org-token",
	Title:    "Sentry organization token",
	Doc:      `An organization auth token of Sentry (sntrys_): JSON that names the organization, in base64, and a secret. It uploads releases and source maps.`,
	Fix:      "Revoke the token at https://sentry.io/orgredirect/organizations/:orgslug/settings/auth-tokens/ and read the new one from the environment.",
	Source:   "https://docs.sentry.io/security-legal-pii/security/token-formats/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "sntrys_eyJ", Alphabet: alphabet.TokenAny, Min: 100, Max: 400, Valid: sentryOrg, Message: "Sentry organization token: uploads releases"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "SENTRY_AUTH_TOKEN=«{sentry}»\n", Why: "by its form"},
	},
}

// sentryLegacyTokenRule finds Sentry auth token without prefixs.
var sentryLegacyTokenRule = &rules.Rule{
	ID:       "sentry-legacy-token",
	Title:    "Sentry auth token without prefix",
	Doc:      `An auth token of Sentry as they were before 2023: 64 hexadecimal digits under a name that says Sentry. By its scopes it reads errors and changes projects.`,
	Fix:      "Revoke the token at https://sentry.io/settings/account/api/auth-tokens/ and read the new one from the environment.",
	Source:   "https://docs.sentry.io/security-legal-pii/security/token-formats/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"sentry"}, Alphabet: alphabet.LowerHex, Min: 64, Max: 64, Message: "Sentry auth token: reads errors and changes projects"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "sentry_auth_token = \"«{hex:64}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:64}\"\n", Why: "another name"},
		{Path: "client.py", Text: "sentry_revision = \"{hex:64}\"\n", Why: "a revision's name"},
	},
}

// sentryOrg verifies the claims and the length of the secret.
func sentryOrg(token []byte) rules.Proof {
	body := token[len("sntrys_"):]
	i := bytes.LastIndexByte(body, '_')
	if i < 0 || len(body)-i-1 != 43 || !judge.Generated(body[i+1:]) {
		return rules.Refuted
	}
	raw, err := base64.StdEncoding.DecodeString(string(body[:i]))
	var claims struct {
		URL string `json:"url"`
		Org string `json:"org"`
	}
	if err != nil || json.Unmarshal(raw, &claims) != nil || claims.URL == "" || claims.Org == "" {
		return rules.Refuted
	}
	return rules.Proved
}
