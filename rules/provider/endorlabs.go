package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// endorlabsAPIKeyRule finds an Endor Labs API key or secret.
var endorlabsAPIKeyRule = &rules.Rule{
	ID:       "endorlabs-api-key",
	Title:    "Endor Labs API key or secret",
	Doc:      "An API key or secret of Endor Labs (endr+ and 16 letters, digits or dashes). Both together read the tenant's findings and start scans.",
	Fix:      "Delete the key at https://app.endorlabs.com under Access Control, API Keys and read the new one from the environment.",
	Source:   "https://docs.endorlabs.com/developers-api/rest-api/authentication/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "endr+", Alphabet: alphabet.AlnumDash, Min: 16, Max: 16, Valid: judge.GeneratedBody, Message: "Endor Labs API key or secret"}},
	Examples: []rules.Example{
		{Path: "scan.sh", Text: "export ENDOR_API_CREDENTIALS_SECRET=«endr+{alnum:16}»\n", Why: "a pipeline"},
	},
}
