package provider

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// akamaiClientSecretRule finds an Akamai EdgeGrid client secret.
var akamaiClientSecretRule = &rules.Rule{
	ID:       "akamai-client-secret",
	Title:    "Akamai EdgeGrid client secret",
	Doc:      "The client secret of an Akamai API client: 44 characters of base64 under the name client_secret, beside akab- tokens. With them it signs requests that change properties, DNS or access, as the client may.",
	Fix:      "Deactivate the credential under Identity and access at https://control.akamai.com and make another; keep .edgerc out of the repository.",
	Source:   "https://techdocs.akamai.com/developer/docs/edgegrid",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds,
	Keywords: []string{"client", "akamai", "edgerc"},
	Check:    checkAkamai,
	Examples: []rules.Example{
		{Path: ".edgerc", Text: "[default]\nclient_secret = «{b64:32}»\nhost = akab-{lower:16}.luna.akamaiapis.net\naccess_token = akab-{lower:16}-{lower:16}\nclient_token = akab-{lower:16}-{lower:16}\n", Why: "an .edgerc file"},
		{Path: "a.ini", Text: "[default]\nclient_secret = {repeat:x:44}\nhost = akab-h05tnam3wl42son7nktnlnnx.luna.akamaiapis.net\n", Why: "filler"},
		{Path: "b.ini", Text: "client_id = {b64:32}\n", Why: "another provider"},
	},
}

// checkAkamai takes 44 characters of base64 named client_secret next to the
// tokens of EdgeGrid.
func checkAkamai(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) != 44 || v[43] != '=' || !alphabet.All(v, alphabet.StdBase64) || !judge.EndsInName(c.Key, []string{"clientsecret"}) {
		return rules.Match{}, false
	}
	if !c.GateText("EdgeGrid tokens near", judge.Near(c, "akab-", 400), "") {
		return rules.Match{}, false
	}
	return judge.JudgeBeside(c, 0.95, 0, "Akamai EdgeGrid client secret")
}
