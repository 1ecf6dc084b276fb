package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// codeclimateReporterIDRule finds a Code Climate test reporter ID.
var codeclimateReporterIDRule = &rules.Rule{
	ID:       "codeclimate-reporter-id",
	Title:    "Code Climate test reporter ID",
	Doc:      "The test reporter ID of a repository at Code Climate: 64 hexadecimal digits under CC_TEST_REPORTER_ID or CODECLIMATE_REPO_TOKEN. It only uploads coverage, so that it is a warning.",
	Fix:      "Regenerate it in the repository's settings, Test coverage, at https://codeclimate.com and store it as a CI secret.",
	Source:   "https://docs.codeclimate.com/docs/finding-your-test-coverage-token",
	Severity: rules.Warning,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"codeclimate", "reporter"},
	Check:    checkCodeClimate,
	Examples: []rules.Example{
		{Path: ".travis.yml", Text: "env:\n  - CC_TEST_REPORTER_ID=«{hex:64}»\n", Why: "a pipeline"},
		{Path: "a.md", Text: "CC_TEST_REPORTER_ID={repeat:x:64}\n", Why: "filler"},
		{Path: "b.md", Text: "REPORTER_ID={hex:64}\n", Why: "another provider"},
	},
}

func checkCodeClimate(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) != 64 || !alphabet.All(v, alphabet.LowerHex) || !judge.EndsInName(c.Key, []string{"cctestreporterid", "codeclimaterepotoken", "codeclimatereporterid"}) {
		return rules.Match{}, false
	}
	return judge.JudgeBeside(c, 0.66, 0, "Code Climate test reporter ID: uploads coverage")
}
