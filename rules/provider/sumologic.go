package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// sumologicKeyRule finds Sumo Logic access keys.
var sumologicKeyRule = &rules.Rule{
	ID:       "sumologic-key",
	Title:    "Sumo Logic access key",
	Doc:      `The secret half of a Sumo Logic access key: 64 letters and digits under a name that says Sumo. With the identifier (su…) it searches all logs.`,
	Fix:      "Delete the key at https://service.sumologic.com/ui/#/preferences and read the new one from the environment.",
	Source:   "https://help.sumologic.com/docs/manage/security/access-keys/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"sumo", "sumologic"}, Alphabet: alphabet.Alnum, Min: 64, Max: 64, Message: "Sumo Logic access key: searches all logs"}},
	Examples: []rules.Example{
		{Path: "app.json", Text: "{\"sumologicAccessKey\": \"«{alnum:64}»\"}\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"{alnum:64}\"\n", Why: "another name"},
		{Path: "client.py", Text: "sumo_revision = \"{alnum:64}\"\n", Why: "a revision's name"},
	},
}

// sumologicAccessIdRule finds Sumo Logic access identifiers.
var sumologicAccessIdRule = &rules.Rule{
	ID:       "sumologic-access-id",
	Title:    "Sumo Logic access identifier",
	Doc:      `The identifier of a Sumo Logic access key: su and 12 letters and digits under a name that says so. Alone it lets nobody in.`,
	Fix:      "Nothing is to be done unless the key is here too.",
	Source:   "https://help.sumologic.com/docs/manage/security/access-keys/",
	Severity: rules.Info,
	Keyed:    []rules.Keyed{{Words: []string{"sumo", "sumologic"}, Names: []string{"accessid", "id"}, Alphabet: alphabet.Alnum, Min: 14, Max: 14, Valid: sumoForm, Score: 0.6, Message: "Sumo Logic access identifier"}},
	Examples: []rules.Example{
		{Path: "client.rb", Text: "sumologic_access_id = \"«su{alnum:12}»\"\n", Why: "by its name"},
		{Path: "build.py", Text: "build_checksum = \"su{alnum:12}\"\n", Why: "another name"},
		{Path: "client.py", Text: "sumo_revision = \"su{alnum:12}\"\n", Why: "a revision's name"},
	},
}

func sumoForm(v []byte) rules.Proof {
	if string(v[:2]) != "su" {
		return rules.Refuted
	}
	return rules.Formal
}
