package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// rapidapiKeyRule finds RapidAPI keys.
var rapidapiKeyRule = &rules.Rule{
	ID:       "rapidapi-key",
	Title:    "RapidAPI key",
	Doc:      `A key of RapidAPI: 50 characters that hold msh, p1 and jsn at fixed places, or 50 of any kind under a name that says RapidAPI. It calls every API that its owner subscribed to, at their cost.`,
	Fix:      "Delete the key at https://rapidapi.com/developer/apps and read the new one from the environment.",
	Source:   "https://docs.rapidapi.com/docs/keys",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindToken | rules.KindString,
	Keywords: []string{"rapidapi", "mashape", "rapid", "key"},
	Run:      50,
	Check:    checkRapidAPI,
	Examples: []rules.Example{
		{Path: "api.js", Text: "headers: { 'X-RapidAPI-Key': '«{hex:10}msh{hex:15}p1{hex:6}jsn{hex:11}»' }\n", Why: "a header"},
		{Path: ".env", Text: "RAPIDAPI_KEY=«{hex:10}msh{hex:15}p1{hex:6}jsn{hex:11}»\n", Why: "by its name"},
		{Path: "a.md", Text: "X-RapidAPI-Key: {repeat:x:50}\n", Why: "filler"},
		{Path: "b.txt", Text: "hash {hex:50}\n", Why: "another name"},
	},
}

func checkRapidAPI(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) == 50 && string(v[10:13]) == "msh" && string(v[28:30]) == "p1" && string(v[36:39]) == "jsn" && alphabet.All(v, alphabet.LowerNum) {
		return judge.MatchToken(c, rules.Token{Alphabet: alphabet.LowerNum, Min: 50, Max: 50, Message: "RapidAPI key: calls what its owner subscribed to"})
	}
	if c.Kind&judge.KeyedKinds == 0 {
		return rules.Match{}, false
	}
	return judge.MatchKeyed(c, rules.Keyed{Words: []string{"rapidapi"}, Alphabet: alphabet.AlnumDash, Min: 50, Max: 50, Message: "RapidAPI key: calls what its owner subscribed to"})
}
