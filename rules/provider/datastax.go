package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// datastaxAstraTokenRule finds a DataStax Astra token.
var datastaxAstraTokenRule = &rules.Rule{
	ID:       "datastax-astra-token",
	Title:    "DataStax Astra token",
	Doc:      "An application token of DataStax Astra DB (AstraCS:, an identifier, a colon and 64 hexadecimal digits). It reads and writes databases as its role allows.",
	Fix:      "Delete the token at https://astra.datastax.com/settings/tokens and read the new one from the environment.",
	Source:   "https://docs.datastax.com/en/astra-db-serverless/administration/manage-application-tokens.html",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindString,
	Keywords: []string{"astra", "astracs"},
	Check:    checkAstra,
	Examples: []rules.Example{
		{Path: "astra.py", Text: "ASTRA_DB_APPLICATION_TOKEN = \"«AstraCS:{alnum:24}:{hex:64}»\"\n", Why: "a client"},
		{Path: "a.md", Text: "ASTRA_TOKEN=AstraCS:xxxx:{repeat:x:64}\n", Why: "filler"},
	},
}

// checkAstra takes AstraCS:IDENTIFIER:KEY.
func checkAstra(c *rules.Candidate) (rules.Match, bool) {
	parts := bytes.Split(c.Value(), []byte(":"))
	if len(parts) != 3 || string(parts[0]) != "AstraCS" || len(parts[1]) < 20 || len(parts[2]) != 64 || !alphabet.All(parts[2], alphabet.LowerHex) {
		return rules.Match{}, false
	}
	return judge.JudgeBeside(c, 0.97, len("AstraCS:"), "DataStax Astra application token")
}
