package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// ibmCloudAPIKeyRule finds an IBM Cloud API key.
var ibmCloudAPIKeyRule = &rules.Rule{
	ID:       "ibm-cloud-api-key",
	Title:    "IBM Cloud API key",
	Doc:      "An API key of IBM Cloud: 44 URL-safe characters under a name that says IBM or IAM, Watson or Bluemix. It acts as its person or service.",
	Fix:      "Delete it at https://cloud.ibm.com/iam/apikeys and read the new one from the environment.",
	Source:   "https://cloud.ibm.com/docs/account?topic=account-userapikey",
	Severity: rules.Error,
	Keywords: []string{"ibm", "ibmcloud", "bluemix", "watson", "watsonx", "iam"},
	Keyed:    []rules.Keyed{{Words: []string{"ibm", "ibmcloud", "bluemix", "watson", "iam", "watsonx"}, Names: []string{"apikey", "key", "iamapikey"}, Alphabet: alphabet.AlnumDash, Min: 44, Max: 44, Message: "IBM Cloud API key"}},
	Examples: []rules.Example{
		{Path: "watson.py", Text: "authenticator = IAMAuthenticator(\"«{urlsafe:44}»\")\n", Why: "a service"},
		{Path: ".env.ibm", Text: "IBMCLOUD_API_KEY=«{urlsafe:44}»\n", Why: "by its name"},
		{Path: "b.py", Text: "ibm_release_sha = \"{urlsafe:44}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:44}\"\n", Why: "another provider"},
	},
}
