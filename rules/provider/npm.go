package provider

import (
	"hash/crc32"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/checksum"
	"github.com/envguard/envguard/rules/judge"
)

// npmTokenRule finds npm access tokens.
var npmTokenRule = &rules.Rule{
	ID:       "npm-token",
	Title:    "npm access token",
	Doc:      `An access token of the npm registry (npm_). It publishes or installs packages in its owner's name. The last six characters are a CRC-32 of the thirty before; a token whose checksum is wrong is not reported.`,
	Fix:      "Delete the token at https://www.npmjs.com/settings/~/tokens and read the new one from the environment.",
	Source:   "https://github.blog/2021-09-23-announcing-npms-new-access-token-format/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "npm_", Alphabet: alphabet.Alnum, Min: 36, Max: 36, Valid: npmChecksum, Message: "npm access token: publishes packages in its owner's name"}},
	Examples: []rules.Example{
		{Path: ".npmrc", Text: "//npm.acme.io/:_authToken=«{npm}»\n", Why: "a configuration"},
		{Path: ".env", Text: "NPM_TOKEN=«{npm}»\n", Why: "by its form"},
		{Path: "b.sh", Text: "export NPM_TOKEN=npm_{alnum:36}\n", Why: "a wrong checksum"},
	},
}

// npmLegacyTokenRule finds npm access token without prefixs.
var npmLegacyTokenRule = &rules.Rule{
	ID:       "npm-legacy-token",
	Title:    "npm access token without prefix",
	Doc:      `An access token of an npm registry as they were before 2021, a UUID: under _authToken in a configuration of npm, or NPM_TOKEN. Registries other than npm's use the same form.`,
	Fix:      "Delete the token at https://www.npmjs.com/settings/~/tokens and read the new one from the environment.",
	Source:   "https://docs.npmjs.com/about-access-tokens",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"npm", "npmjs", "npmrc", "authtoken"}, Names: []string{"authtoken", "npmtoken", "npmauthtoken"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "npm access token: publishes packages in its owner's name"}},
	Examples: []rules.Example{
		{Path: ".npmrc", Text: "//npm.acme.io/:_authToken=«{uuid}»\n", Why: "a configuration"},
		{Path: "ci.sh", Text: "export NPM_TOKEN=«{uuid}»\n", Why: "by its name"},
		{Path: "a.npmrc", Text: "//npm.acme.io/:_authToken=${NPM_TOKEN}\n", Why: "a variable"},
		{Path: "b.npmrc", Text: "//npm.acme.io/:_authToken=00000000-0000-0000-0000-000000000000\n", Why: "zeros"},
	},
}

// npmChecksum verifies the six digits of base 62 at the end.
func npmChecksum(token []byte) rules.Proof {
	body := token[len("npm_"):]
	if checksum.Base62(crc32.ChecksumIEEE(body[:30])) != string(body[30:]) {
		return rules.Refuted
	}
	return rules.Proved
}
