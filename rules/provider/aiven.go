package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// aivenTokenRule finds an Aiven token.
var aivenTokenRule = &rules.Rule{
	ID:       "aiven-token",
	Title:    "Aiven token",
	Doc:      "An authentication token of Aiven: about 372 characters of base64 under a name that says Aiven. It manages the user's services, data included.",
	Fix:      "Revoke it under User information, Authentication at https://console.aiven.io/profile/tokens.",
	Source:   "https://aiven.io/docs/platform/concepts/authentication-tokens",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"aiven"}, Alphabet: alphabet.StdBase64, Min: 330, Max: 420, Message: "Aiven token: manages the user's services"}},
	Examples: []rules.Example{
		{Path: "main.tf", Text: "provider \"aiven\" {\n  api_token = \"{b64:20}\"\n}\n# aiven\naiven_token = \"«{b64:279}»\"\n", Why: "Terraform"},
	},
}
