package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// segmentTokenRule finds Segment public API tokens.
var segmentTokenRule = &rules.Rule{
	ID:       "segment-token",
	Title:    "Segment public API token",
	Doc:      `A token of Segment's public API (sgp_ and 64 characters), which is not public at all: it reads and changes the workspace's sources and destinations.`,
	Fix:      "Delete the token at https://app.segment.com/ and read the new one from the environment.",
	Source:   "https://docs.segmentapis.com/tag/Getting-Started",
	Severity: rules.Error,
	Binary:   true,
	Tokens:   []rules.Token{{Prefix: "sgp_", Alphabet: alphabet.Alnum, Min: 64, Max: 64, Message: "Segment public API token: changes the workspace"}},
	Examples: []rules.Example{
		{Path: ".env", Text: "SEGMENT_API_TOKEN=«sgp_{alnum:64}»\n", Why: "by its form"},
	},
}
