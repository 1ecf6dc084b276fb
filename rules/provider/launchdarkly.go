package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// launchdarklyAccessTokenRule finds a LaunchDarkly access token.
var launchdarklyAccessTokenRule = &rules.Rule{
	ID:       "launchdarkly-access-token",
	Title:    "LaunchDarkly access token",
	Doc:      "An access token of LaunchDarkly (api- and a UUID). It reads and changes flags as its role says.",
	Fix:      "Delete it at https://app.launchdarkly.com/settings/authorization and read the new one from the environment.",
	Source:   "https://launchdarkly.com/docs/home/account/api",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "api-", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Message: "LaunchDarkly access token"}},
	Examples: []rules.Example{
		{Path: "flags.tf", Text: "access_token = \"«api-{uuid}»\"\n", Why: "Terraform"},
	},
}

// launchdarklySDKKeyRule finds a LaunchDarkly SDK key.
var launchdarklySDKKeyRule = &rules.Rule{
	ID:       "launchdarkly-sdk-key",
	Title:    "LaunchDarkly SDK key",
	Doc:      "A server-side SDK key of LaunchDarkly (sdk- and a UUID). It reads all flags with their rules. Mobile keys (mob-) and client-side identifiers are public.",
	Fix:      "Reset it under the environment's settings at https://app.launchdarkly.com and read it from the environment.",
	Source:   "https://launchdarkly.com/docs/sdk/concepts/client-side-server-side#keys",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "sdk-", Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidBody, Message: "LaunchDarkly SDK key"}},
	Examples: []rules.Example{
		{Path: "flags.go", Text: "client, _ := ld.MakeClient(\"«sdk-{uuid}»\", 5*time.Second)\n", Why: "a server"},
		{Path: "c.swift", Text: "let config = LDConfig(mobileKey: \"mob-{uuid}\")\n", Why: "a mobile key"},
	},
}
