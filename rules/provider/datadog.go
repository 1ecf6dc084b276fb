package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// datadogAccessTokenRule finds a Datadog application key.
var datadogAccessTokenRule = &rules.Rule{
	ID:       "datadog-access-token",
	Title:    "Datadog application key",
	Doc:      "An application key of Datadog: 40 hexadecimal digits under a name that says Datadog or DD and app or application (newer ones begin with ddap_). With an API key it reads and changes what its person may.",
	Fix:      "Revoke it at https://app.datadoghq.com/organization-settings/application-keys and read the new one from the environment.",
	Source:   "https://docs.datadoghq.com/account_management/api-app-keys/",
	Severity: rules.Error,
	Keywords: []string{"datadog", "datadoghq", "app", "application"},
	Keyed:    []rules.Keyed{{Words: []string{"datadog", "dd", "datadoghq"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "Datadog application key"}},
	Examples: []rules.Example{
		{Path: "monitor.tf", Text: "app_key = \"«{hex:40}»\"  # datadog\n", Why: "Terraform"},
		{Path: ".env.ops", Text: "DD_APP_KEY=«{hex:40}»\n", Why: "by its name"},
		{Path: "b.py", Text: "datadog_release_sha = \"{hex:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:40}\"\n", Why: "another provider"},
	},
}

// datadogAPIKeyRule finds a Datadog API key.
var datadogAPIKeyRule = &rules.Rule{
	ID:       "datadog-api-key",
	Title:    "Datadog API key",
	Doc:      "An API key of Datadog: 32 hexadecimal digits under a name that says Datadog or DD. It sends metrics and logs on the account's bill; with an application key it opens the API. Client tokens (pub…) are public.",
	Fix:      "Revoke it at https://app.datadoghq.com/organization-settings/api-keys and read the new one from the environment.",
	Source:   "https://docs.datadoghq.com/account_management/api-app-keys/",
	Severity: rules.Error,
	Keywords: []string{"datadog", "datadoghq", "api"},
	Keyed:    []rules.Keyed{{Words: []string{"datadog", "dd", "datadoghq"}, Alphabet: alphabet.LowerHex, Min: 32, Max: 32, Message: "Datadog API key"}},
	Examples: []rules.Example{
		{Path: "agent.yaml", Text: "# datadog agent\ndatadog_api_key: «{hex:32}»\n", Why: "the agent"},
		{Path: "compose.yaml", Text: "- DD_API_KEY=«{hex:32}»\n", Why: "a container"},
		{Path: "d.js", Text: "clientToken: 'pub{hex:32}', // datadog RUM\n", Why: "a client token"},
		{Path: "b.py", Text: "datadog_release_sha = \"{hex:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:32}\"\n", Why: "another provider"},
	},
}

// datadogPrefixedKeyRule finds a Datadog key with a prefix.
var datadogPrefixedKeyRule = &rules.Rule{
	ID:       "datadog-prefixed-key",
	Title:    "Datadog key with a prefix",
	Doc:      "An application key (ddap_) or personal access token (ddpat_) of Datadog. It reads and changes what its person or service account may.",
	Fix:      "Revoke it at https://app.datadoghq.com/organization-settings/application-keys and read the new one from the environment.",
	Source:   "https://docs.datadoghq.com/account_management/api-app-keys/",
	Severity: rules.Error,
	Binary:   true,
	Tokens: []rules.Token{
		{Prefix: "ddap_", Alphabet: alphabet.AlnumUnder, Min: 32, Max: 60, Valid: judge.GeneratedBody, Message: "Datadog application key"},
		{Prefix: "ddpat_", Alphabet: alphabet.AlnumUnder, Min: 32, Max: 120, Valid: judge.GeneratedBody, Message: "Datadog personal access token"},
	},
	Examples: []rules.Example{
		{Path: "dd.sh", Text: "export DD_APP_KEY=«ddap_{alnum:34}»\n", Why: "a script"},
	},
}
