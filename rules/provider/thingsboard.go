package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// thingsboardDeviceTokenRule finds ThingsBoard device tokens.
var thingsboardDeviceTokenRule = &rules.Rule{
	ID:       "thingsboard-device-token",
	Title:    "ThingsBoard device token",
	Doc:      `The access token of a device of ThingsBoard, in the address that it reports to. Whoever has it reports in the device's name.`,
	Fix:      "Change the credentials of the device in ThingsBoard, and read them from its configuration.",
	Source:   "https://thingsboard.io/docs/reference/http-api/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "thingsboard.cloud/api/v1/", Alphabet: alphabet.Alnum, Min: 20, Max: 20, Valid: judge.GeneratedBody, Score: 0.85, Message: "ThingsBoard device token: reports in the device's name"}},
	Examples: []rules.Example{
		{Path: "report.sh", Text: "curl -d @t.json https://«thingsboard.cloud/api/v1/{lowernum:20}»/telemetry\n", Why: "in an address"},
		{Path: "a.md", Text: "https://thingsboard.cloud/api/v1/$ACCESS_TOKEN/telemetry\n", Why: "a variable"},
	},
}

// thingsboardProvisionSecretRule finds ThingsBoard provision secrets.
var thingsboardProvisionSecretRule = &rules.Rule{
	ID:       "thingsboard-provision-secret",
	Title:    "ThingsBoard provision secret",
	Doc:      `The secret with which a device makes itself known to ThingsBoard: 20 letters and digits under provisionDeviceSecret. Whoever has it and the key adds devices.`,
	Fix:      "Make a new secret in the device profile, under Device provisioning.",
	Source:   "https://thingsboard.io/docs/user-guide/device-provisioning/",
	Severity: rules.Error,
	Keywords: []string{"provision", "thingsboard"},
	Keyed:    []rules.Keyed{{Words: []string{"provision"}, Names: []string{"provisiondevicesecret"}, Alphabet: alphabet.Alnum, Min: 20, Max: 20, Message: "ThingsBoard provision secret: adds devices"}},
	Examples: []rules.Example{
		{Path: "provision.py", Text: "body = {\"provisionDeviceKey\": \"{lowernum:20}\", \"provisionDeviceSecret\": \"«{lowernum:20}»\"}\n", Why: "in a request"},
		{Path: "deploy.sh", Text: "export PROVISION_DEVICE_SECRET=«{lowernum:20}»\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{lowernum:20}\"\n", Why: "another name"},
		{Path: "client.py", Text: "provision_revision = \"{lowernum:20}\"\n", Why: "a revision's name"},
	},
}
