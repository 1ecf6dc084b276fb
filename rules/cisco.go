package rules

// ciscoMerakiAPIKeyRule is the rule for this: Cisco Meraki API key.
var ciscoMerakiAPIKeyRule = &Rule{
	ID:       "cisco-meraki-api-key",
	Title:    "Cisco Meraki API key",
	Doc:      "An API key of Cisco Meraki: 40 hexadecimal digits under a name that says Meraki. It reads and changes the networks of the administrator.",
	Fix:      "Revoke it under My profile, API access at https://dashboard.meraki.com and read the new one from the environment.",
	Source:   "https://developer.cisco.com/meraki/api-v1/authorization/",
	Severity: Error,
	Kinds:    keyedKinds,
	Keywords: []string{"meraki"},
	Check: func(c *Candidate) (Match, bool) {
		return matchKeyed(c, Keyed{Words: []string{"meraki"}, Alphabet: isLowerHex, Min: 40, Max: 40, Message: "Cisco Meraki API key"})
	},
	Examples: []Example{
		{Path: "net.py", Text: "MERAKI_DASHBOARD_API_KEY = \"«{hex:40}»\"\n", Why: "a script"},
		{Path: "a.md", Text: "meraki: meraki_api_key={repeat:x:40}\n", Why: "filler"},
		{Path: "b.py", Text: "meraki_release_sha = \"{hex:40}\"\n", Why: "a digest"},
		{Path: "c.py", Text: "api_key = \"{hex:40}\"\n", Why: "another provider"},
	},
}
