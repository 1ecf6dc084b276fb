package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// onesignalKeyRule finds OneSignal API keys.
var onesignalKeyRule = &rules.Rule{
	ID:       "onesignal-key",
	Title:    "OneSignal API key",
	Doc:      `A key of OneSignal: of an app (os_v2_app_) or of an organization (os_v2_org_). The first sends messages to the app's users, the second makes and deletes apps.`,
	Fix:      "Delete the key at https://dashboard.onesignal.com/ and read the new one from the environment.",
	Source:   "https://documentation.onesignal.com/docs/keys-and-ids",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "os_v2_app_", Alphabet: alphabet.LowerBase32, Min: 103, Max: 103, Message: "OneSignal app key: sends messages to the app's users"},
		{Prefix: "os_v2_org_", Alphabet: alphabet.LowerBase32, Min: 103, Max: 103, Message: "OneSignal organization key: manages apps"},
	},
	Examples: []rules.Example{
		{Path: "deploy.sh", Text: "export ONESIGNAL_API_KEY=«os_v2_app_{lowerbase32:103}»\n", Why: "by its form"},
		{Path: "settings.py", Text: "ONESIGNAL_API_KEY = \"«os_v2_org_{lowerbase32:103}»\"\n", Why: "an organization's"},
	},
}

// onesignalRestKeyRule finds OneSignal REST key without prefixs.
var onesignalRestKeyRule = &rules.Rule{
	ID:       "onesignal-rest-key",
	Title:    "OneSignal REST key without prefix",
	Doc:      `The REST key of a OneSignal app in its older form, 48 characters of base64, under a name that says OneSignal. The app's identifier, a UUID, is public.`,
	Fix:      "Reset the key at https://dashboard.onesignal.com/ and read the new one from the environment.",
	Source:   "https://documentation.onesignal.com/docs/keys-and-ids",
	Severity: rules.Error,
	Keywords: []string{"onesignal", "signal"},
	Keyed:    []rules.Keyed{{Words: []string{"onesignal"}, Alphabet: alphabet.Alnum, Min: 48, Max: 48, Message: "OneSignal REST key: sends messages to the app's users"}},
	Examples: []rules.Example{
		{Path: "client.ts", Text: "const onesignalRestApiKey = '«{alnum:48}»';\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:48}\"\n", Why: "another name"},
		{Path: "client.py", Text: "onesignal_revision = \"{alnum:48}\"\n", Why: "a revision's name"},
	},
}
