package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// dependencyTrackAPIKeyRule finds a Dependency-Track API key.
var dependencyTrackAPIKeyRule = &rules.Rule{
	ID:       "dependency-track-api-key",
	Title:    "Dependency-Track API key",
	Doc:      "An API key of a Dependency-Track server (odt_ and 32 or more letters and digits). It uploads bills of material and reads findings as its team may.",
	Fix:      "Delete it under Administration, Access Management, Teams on the server and read the new one from the environment.",
	Source:   "https://docs.dependencytrack.org/integrations/rest-api/",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "odt_", Alphabet: alphabet.AlnumUnder, Min: 32, Max: 255, Valid: judge.GeneratedBody, Message: "Dependency-Track API key"}},
	Examples: []rules.Example{
		{Path: "sbom.sh", Text: "curl -H \"X-Api-Key: «odt_{alnum:32}»\" -F bom=@bom.xml https://dt.example.org/api/v1/bom\n", Why: "an upload"},
	},
}
