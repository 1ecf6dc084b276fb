package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// docusignSecretRule finds a DocuSign secret key.
var docusignSecretRule = &rules.Rule{
	ID:       "docusign-secret",
	Title:    "DocuSign secret key",
	Doc:      "The secret key of a DocuSign integration: a UUID under a name that says DocuSign and secret. With the public integration key it obtains tokens of users.",
	Fix:      "Delete the secret key of the integration at https://admindemo.docusign.com/apps-and-keys (or admin.docusign.com) and read the new one from the environment.",
	Source:   "https://developers.docusign.com/platform/auth/authcode/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"docusign"}, Names: []string{"secret", "secretkey", "clientsecret"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "DocuSign secret key"}},
	Examples: []rules.Example{
		{Path: "sign.py", Text: "DOCUSIGN_SECRET_KEY = \"«{uuid}»\"\n", Why: "an integration"},
	},
}
