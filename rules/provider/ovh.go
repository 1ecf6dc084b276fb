package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// ovhSecretRule finds OVH application secret or consumer keys.
var ovhSecretRule = &rules.Rule{
	ID:       "ovh-secret",
	Title:    "OVH application secret or consumer key",
	Doc:      `The application secret or the consumer key of the OVHcloud API: 32 letters and digits under a name that says OVH. Together with the application's key they manage servers, domains and bills.`,
	Fix:      "Revoke the credential at https://www.ovh.com/auth/api/ and read the new one from the environment.",
	Source:   "https://help.ovhcloud.com/csm/en-api-getting-started-ovhcloud-api",
	Severity: rules.Error,
	Keyed: []rules.Keyed{
		{Words: []string{"ovh", "ovhcloud"}, Names: []string{"applicationsecret", "appsecret"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Message: "OVH application secret"},
		{Words: []string{"ovh", "ovhcloud"}, Names: []string{"consumerkey"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Message: "OVH consumer key"},
	},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "ovh_application_secret = \"«{alnum:32}»\"\n", Why: "by its name"},
		{Path: "deploy.sh", Text: "export OVH_CONSUMER_KEY=«{alnum:32}»\n", Why: "a consumer key"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "ovh_revision = \"{alnum:32}\"\n", Why: "a revision's name"},
	},
}
