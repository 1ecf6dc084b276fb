package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// exoscaleAPIKeyRule finds an Exoscale API key identifier.
var exoscaleAPIKeyRule = &rules.Rule{
	ID:       "exoscale-api-key",
	Title:    "Exoscale API key identifier",
	Doc:      "The identifier of an Exoscale API key (EXO and 24 hexadecimal digits). Alone it lets nobody in, so that it is information.",
	Fix:      "Look for its secret in the history; revoke the key under IAM at https://portal.exoscale.com if it may be there.",
	Source:   "https://community.exoscale.com/product/iam/quick-start/",
	Severity: rules.Info,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "EXO", Alphabet: alphabet.Alnum, Min: 24, Max: 30, Valid: judge.GeneratedBody, Score: 0.7, Message: "Exoscale API key identifier"}},
	Examples: []rules.Example{
		{Path: "exo.tf", Text: "key = \"«EXO{hex:24}»\"\n", Why: "Terraform"},
	},
}

// exoscaleAPISecretRule finds an Exoscale API secret.
var exoscaleAPISecretRule = &rules.Rule{
	ID:       "exoscale-api-secret",
	Title:    "Exoscale API secret",
	Doc:      "The secret of an Exoscale API key: 43 URL-safe characters under a name that says Exoscale. It manages the organization's machines as its role says.",
	Fix:      "Revoke the key under IAM at https://portal.exoscale.com and read the new one from the environment.",
	Source:   "https://community.exoscale.com/product/iam/quick-start/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"exoscale"}, Alphabet: alphabet.AlnumDash, Min: 43, Max: 43, Message: "Exoscale API secret"}},
	Examples: []rules.Example{
		{Path: "exo.sh", Text: "export EXOSCALE_API_SECRET=«{urlsafe:43}»\n", Why: "the client"},
		{Path: "b.py", Text: "exoscale_release_sha = \"{urlsafe:43}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{urlsafe:43}\"\n", Why: "another provider"},
	},
}
