package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// apolloGraphKeyRule finds an Apollo GraphOS key.
var apolloGraphKeyRule = &rules.Rule{
	ID:       "apollo-graph-key",
	Title:    "Apollo GraphOS key",
	Doc:      "A key of Apollo GraphOS: service:GRAPH:KEY publishes the schema of one graph, user:NAME:KEY acts as its person.",
	Fix:      "Revoke the key in the graph's settings at https://studio.apollographql.com and read the new one from the environment.",
	Source:   "https://www.apollographql.com/docs/graphos/platform/access-management/api-keys",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString,
	Keywords: []string{"apollo"},
	Run:      20,
	Needs:    ':',
	Check:    checkApollo,
	Examples: []rules.Example{
		{Path: "rover.sh", Text: "export APOLLO_KEY=«service:acme-shop:{urlsafe:22}»\n", Why: "a graph's key"},
		{Path: ".env.ci", Text: "APOLLO_KEY=«user:gh.acme:{urlsafe:22}»\n", Why: "a person's key"},
		{Path: "a.md", Text: "APOLLO_KEY=service:my-graph:{repeat:x:22}\n", Why: "filler"},
		{Path: "b.yml", Text: "apollo: service:registry:production-endpoint-uri\n", Why: "words"},
	},
}

// checkApollo takes service:GRAPH:KEY and user:NAME:KEY.
func checkApollo(c *rules.Candidate) (rules.Match, bool) {
	parts := bytes.Split(c.Value(), []byte(":"))
	if len(parts) != 3 || string(parts[0]) != "service" && string(parts[0]) != "user" || len(parts[2]) < 20 || len(parts[2]) > 24 || !alphabet.All(parts[2], alphabet.AlnumDash) {
		return rules.Match{}, false
	}
	message := "Apollo GraphOS key of a graph"
	if string(parts[0]) == "user" {
		message = "Apollo GraphOS key of a person"
	}
	return judge.JudgeBeside(c, 0.95, len(parts[0])+len(parts[1])+2, message)
}
