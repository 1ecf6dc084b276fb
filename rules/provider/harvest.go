package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// harvestTokenRule finds a Harvest personal access token.
var harvestTokenRule = &rules.Rule{
	ID:       "harvest-token",
	Title:    "Harvest personal access token",
	Doc:      "A personal access token of Harvest: the number of the token, .pt. and 86 URL-safe characters. It reads and changes time and invoices of the accounts.",
	Fix:      "Delete it at https://id.getharvest.com/developers and read the new one from the environment.",
	Source:   "https://help.getharvest.com/api-v2/authentication-api/authentication/authentication/",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString,
	Keywords: []string{"harvest", "token", "bearer"},
	Run:      86,
	Check:    checkHarvest,
	Examples: []rules.Example{
		{Path: "time.rb", Text: "HARVEST_TOKEN = '«{digits:7}.pt.{urlsafe:86}»'\n", Why: "a report"},
		{Path: "a.rb", Text: "HARVEST_TOKEN = '1234567.pt.{repeat:x:86}'\n", Why: "filler"},
	},
}

func checkHarvest(c *rules.Candidate) (rules.Match, bool) {
	parts := bytes.Split(c.Value(), []byte("."))
	if len(parts) != 3 || string(parts[1]) != "pt" || len(parts[0]) < 5 || len(parts[0]) > 9 || !alphabet.AllDigits(parts[0]) || len(parts[2]) != 86 || !alphabet.All(parts[2], alphabet.AlnumDash) {
		return rules.Match{}, false
	}
	return judge.JudgeBeside(c, 0.95, len(parts[0])+4, "Harvest personal access token")
}
