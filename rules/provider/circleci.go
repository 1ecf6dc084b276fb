package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// circleciPersonalTokenRule finds a CircleCI personal token.
var circleciPersonalTokenRule = &rules.Rule{
	ID:       "circleci-personal-token",
	Title:    "CircleCI personal token",
	Doc:      "A personal API token of CircleCI (CCIPAT_). It acts as the person: starts builds, and reads and changes projects' settings.",
	Fix:      "Revoke it at https://app.circleci.com/settings/user/tokens and look at the projects' secrets.",
	Source:   "https://circleci.com/docs/managing-api-tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "CCIPAT_", Alphabet: alphabet.AlnumUnder, Min: 60, Max: 70, Valid: circleParts, Message: "CircleCI personal token: acts as the person"}},
	Examples: []rules.Example{
		{Path: "trigger.sh", Text: "curl -H \"Circle-Token: «CCIPAT_{alnum:22}_{hex:40}»\" https://circleci.com/api/v2/me\n", Why: "a trigger"},
	},
}

// circleciProjectTokenRule finds a CircleCI project token.
var circleciProjectTokenRule = &rules.Rule{
	ID:       "circleci-project-token",
	Title:    "CircleCI project token",
	Doc:      "A project API token of CircleCI (CCIPRJ_, or 40 hexadecimal digits under a name that says CircleCI). It reads the project's builds, or changes its settings, as its scope says.",
	Fix:      "Revoke it in the project's settings, API permissions, at https://app.circleci.com and store the new one as a secret.",
	Source:   "https://circleci.com/docs/managing-api-tokens/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "CCIPRJ_", Alphabet: alphabet.AlnumUnder, Min: 60, Max: 70, Valid: circleParts, Message: "CircleCI project token"}},
	Examples: []rules.Example{
		{Path: "badge.sh", Text: "curl -u «CCIPRJ_{alnum:22}_{hex:40}»: https://circleci.com/api/v1.1/project/gh/acme/app\n", Why: "a query"},
	},
}

// circleciLegacyTokenRule finds a CircleCI token, old form.
var circleciLegacyTokenRule = &rules.Rule{
	ID:       "circleci-legacy-token",
	Title:    "CircleCI token, old form",
	Doc:      "An API token of CircleCI as they were until 2023: 40 hexadecimal digits under a name that says CircleCI. It acts as the person, or for a project.",
	Fix:      "Revoke it at https://app.circleci.com/settings/user/tokens and look at the projects' secrets.",
	Source:   "https://circleci.com/docs/managing-api-tokens/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"circleci", "circle"}, Alphabet: alphabet.LowerHex, Min: 40, Max: 40, Message: "CircleCI API token"}},
	Examples: []rules.Example{
		{Path: "trigger.py", Text: "CIRCLECI_TOKEN = \"«{hex:40}»\"\n", Why: "a script"},
		{Path: "d.yml", Text: "circleci_commit_sha: {hex:40}\n", Why: "a commit"},
		{Path: "b.py", Text: "circleci_release_sha = \"{hex:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:40}\"\n", Why: "another provider"},
	},
}

// circleParts verifies PREFIX_ACCOUNT_KEY, the key of hexadecimal digits.
func circleParts(token []byte) rules.Proof {
	parts := bytes.Split(token, []byte("_"))
	if len(parts) != 3 || len(parts[1]) < 20 || len(parts[1]) > 24 || len(parts[2]) != 40 || !alphabet.All(parts[2], alphabet.LowerHex) {
		return rules.Refuted
	}
	return judge.GeneratedBody(parts[2])
}
