package provider

import (
	"bytes"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/judge"
)

// proxmoxTokenRule finds Proxmox API tokens.
var proxmoxTokenRule = &rules.Rule{
	ID:       "proxmox-token",
	Title:    "Proxmox API token",
	Doc:      `An API token of Proxmox VE: the user, the token's name and a UUID, as the header or a setting holds them. By its rights it starts, stops and destroys machines.`,
	Fix:      "Remove the token (pveum user token remove), make a new one, and read it from the environment.",
	Source:   "https://pve.proxmox.com/wiki/User_Management#pveum_tokens",
	Severity: rules.Error,
	Kinds:    judge.KeyedKinds | rules.KindToken | rules.KindString,
	Keywords: []string{"pveapitoken", "pve", "pam", "proxmox"},
	Run:      36,
	Check:    checkProxmox,
	Examples: []rules.Example{
		{Path: "list.sh", Text: "curl -H 'Authorization: PVEAPIToken=root@pam!ci=«{uuid}»' https://pve.acme.io:8006/api2/json/nodes\n", Why: "a header"},
		{Path: "main.tf", Text: "  api_token = \"terraform@pve!provider=«{uuid}»\"\n", Why: "a setting"},
		{Path: ".env", Text: "PROXMOX_TOKEN_SECRET=«{uuid}»\n", Why: "by its name"},
		{Path: "a.md", Text: "PVEAPIToken=user@pam!token=00000000-0000-0000-0000-000000000000\n", Why: "zeros"},
		{Path: "b.py", Text: "volume = \"{uuid}\"\n", Why: "another name"},
	},
}

// checkProxmox reads the UUID behind user@realm!name=, or by its name.
func checkProxmox(c *rules.Candidate) (rules.Match, bool) {
	v := c.Value()
	if len(v) < 36 || judge.UuidBody(v) == rules.Refuted {
		return rules.Match{}, false
	}
	sub := *c
	sub.Start = c.End - 36
	before := sub.Before(80)
	if i := bytes.LastIndexByte(before, '!'); i > 0 && bytes.HasSuffix(before, []byte("=")) && alphabet.All(before[i+1:len(before)-1], alphabet.TokenDot) && bytes.LastIndexByte(before[:i], '@') > 0 {
		c.GateText("user, realm and token", true, "")
		if !judge.NotFiller(c, bytes.ReplaceAll(sub.Value(), []byte("-"), nil)) {
			return rules.Match{}, false
		}
		return rules.Match{Start: sub.Start, End: sub.End, Score: judge.InFile(c, 0.9), Remedy: rules.FromEnv, Message: "Proxmox API token: controls machines"}, true
	}
	if len(v) != 36 || c.Kind&judge.KeyedKinds == 0 {
		return rules.Match{}, false
	}
	return judge.MatchKeyed(c, rules.Keyed{Words: []string{"proxmox", "pve"}, Names: []string{"token", "tokensecret", "secret", "apitoken"}, Alphabet: alphabet.HexDash, Min: 36, Max: 36, Valid: judge.UuidForm, Message: "Proxmox API token: controls machines"})
}
