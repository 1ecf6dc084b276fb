package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// pagerdutyTokenRule finds PagerDuty API tokens.
var pagerdutyTokenRule = &rules.Rule{
	ID:       "pagerduty-token",
	Title:    "PagerDuty API token",
	Doc:      `An API token of PagerDuty, of a user or of the account: u+ and 18 characters under a name that says PagerDuty. It reads and changes incidents, schedules and users.`,
	Fix:      "Delete the token at https://support.pagerduty.com/main/docs/api-access-keys and read the new one from the environment.",
	Source:   "https://support.pagerduty.com/main/docs/api-access-keys",
	Severity: rules.Error,
	Keywords: []string{"pagerduty", "pager", "pdtoken"},
	Tokens:   []rules.Token{{Prefix: "u+", Alphabet: alphabet.AlnumDash, Min: 18, Max: 18, Valid: judge.GeneratedBody, Message: "PagerDuty API token: changes incidents and schedules"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "pagerduty_token = \"«u+{alnum:18}»\"\n", Why: "by its form"},
	},
}

// pagerdutyIntegrationKeyRule finds PagerDuty integration keys.
var pagerdutyIntegrationKeyRule = &rules.Rule{
	ID:       "pagerduty-integration-key",
	Title:    "PagerDuty integration key",
	Doc:      `The integration (routing) key of a service of PagerDuty: 32 hexadecimal digits under a name that says so. Whoever has it can wake the person on call: a warning.`,
	Fix:      "Delete the integration of the service in PagerDuty, add a new one, and read its key from the environment.",
	Source:   "https://support.pagerduty.com/main/docs/services-and-integrations",
	Severity: rules.Error,
	Keywords: []string{"pagerduty", "pager"},
	Keyed:    []rules.Keyed{{Words: []string{"pagerduty"}, Alphabet: alphabet.LowerNum, Min: 32, Max: 32, Score: 0.66, Message: "PagerDuty integration key: raises alarms"}},
	Examples: []rules.Example{
		{Path: "main.go", Text: "const pagerdutyIntegrationKey = \"«{hex:32}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{hex:32}\"\n", Why: "another name"},
		{Path: "client.py", Text: "pagerduty_revision = \"{hex:32}\"\n", Why: "a revision's name"},
	},
}
