package rules

// docusignSecretRule finds a DocuSign secret key.
var docusignSecretRule = &Rule{
	ID:       "docusign-secret",
	Title:    "DocuSign secret key",
	Doc:      "The secret key of a DocuSign integration: a UUID under a name that says DocuSign and secret. With the public integration key it obtains tokens of users.",
	Fix:      "Delete the secret key of the integration at https://admindemo.docusign.com/apps-and-keys (or admin.docusign.com) and read the new one from the environment.",
	Source:   "https://developers.docusign.com/platform/auth/authcode/",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"docusign"},
	Run:      36,
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"docusign"}, Names: []string{"secret", "secretkey", "clientsecret"}, Alphabet: isHexDash, Min: 36, Max: 36, Valid: uuidForm, Message: "DocuSign secret key"})
	},
	Examples: []Example{
		{Path: "sign.py", Text: "DOCUSIGN_SECRET_KEY = \"«{uuid}»\"\n", Why: "an integration"},
		{Path: "a.md", Text: "docusign: docusign_secret={repeat:x:36}\n", Why: "filler"},
	},
}
