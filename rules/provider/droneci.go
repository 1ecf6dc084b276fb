package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
)

// droneciAccessTokenRule finds a Drone CI token.
var droneciAccessTokenRule = &rules.Rule{
	ID:       "droneci-access-token",
	Title:    "Drone CI token",
	Doc:      "A token of a Drone CI server: 32 letters and digits under a name that says Drone. It acts as its person: starts builds and reads and changes secrets.",
	Fix:      "Regenerate it under the account's settings on the server and store it as a secret.",
	Source:   "https://docs.drone.io/api/overview/",
	Severity: rules.Error,
	Keyed:    []rules.Keyed{{Words: []string{"drone", "droneci"}, Alphabet: alphabet.Alnum, Min: 32, Max: 32, Message: "Drone CI token"}},
	Examples: []rules.Example{
		{Path: "ci.sh", Text: "export DRONE_TOKEN=«{alnum:32}»\n", Why: "the client"},
		{Path: "b.py", Text: "drone_release_sha = \"{alnum:32}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{alnum:32}\"\n", Why: "another provider"},
	},
}
