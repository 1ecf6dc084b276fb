package rules

// codeclimateReporterIDRule finds a Code Climate test reporter ID.
var codeclimateReporterIDRule = &Rule{
	ID:       "codeclimate-reporter-id",
	Title:    "Code Climate test reporter ID",
	Doc:      "The test reporter ID of a repository at Code Climate: 64 hexadecimal digits under CC_TEST_REPORTER_ID or CODECLIMATE_REPO_TOKEN. It only uploads coverage, so that it is a warning.",
	Fix:      "Regenerate it in the repository's settings, Test coverage, at https://codeclimate.com and store it as a CI secret.",
	Source:   "https://docs.codeclimate.com/docs/finding-your-test-coverage-token",
	Severity: Warning,
	Kinds:    keyedKinds,
	Keywords: []string{"codeclimate", "reporter"},
	Check:    checkCodeClimate,
	Examples: []Example{
		{Path: ".travis.yml", Text: "env:\n  - CC_TEST_REPORTER_ID=«{hex:64}»\n", Why: "a pipeline"},
		{Path: "a.md", Text: "CC_TEST_REPORTER_ID={repeat:x:64}\n", Why: "filler"},
		{Path: "b.md", Text: "REPORTER_ID={hex:64}\n", Why: "another provider"},
	},
}

func checkCodeClimate(c *Candidate) (Match, bool) {
	v := c.Value()
	if len(v) != 64 || !isRunOf(v, isLowerHex) || !endsInName(c.Key, []string{"cctestreporterid", "codeclimaterepotoken", "codeclimatereporterid"}) {
		return Match{}, false
	}
	return judgeBeside(c, 0.66, 0, "Code Climate test reporter ID: uploads coverage")
}
